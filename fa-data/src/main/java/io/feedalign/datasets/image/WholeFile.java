package io.feedalign.datasets.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears whole or not at all: written beside its place, flushed to the disk, renamed.
 *
 * @param target its place
 */
public record WholeFile(Path target) {

  /** Writes the content. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it to a fresh file. */
    void write(FileChannel file) throws IOException;
  }

  /** Writes the file; what was in its place is replaced only if all went well. */
  public void write(Content content) throws IOException {
    Path draft =
        target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
    try {
      try (FileChannel file =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        content.write(file);
        file.force(true);
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      flush(target.toAbsolutePath().resolveSibling(""));
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void flush(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException e) {
      // Windows opens no folders, and needs no flush to keep a rename.
      return;
    }
  }
}
