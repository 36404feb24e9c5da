package io.feedalign.datasets.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A folder that appears whole or not at all: filled beside its final place, flushed to the disk,
 * then renamed.
 *
 * @param target the final place
 */
record AtomicFolder(Path target) {

  /** A fresh empty folder beside the target; what a killed run left there is gone. */
  Path begin() throws IOException {
    delete(draft());
    return Files.createDirectory(draft());
  }

  /** Puts the draft, a folder of plain files, in the target's place. */
  void commit() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(draft())) {
      for (Path file : files) {
        flush(file);
      }
    }
    flushFolder(draft());
    delete(old());
    if (Files.exists(target)) {
      Files.move(target, old(), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(draft(), target, StandardCopyOption.ATOMIC_MOVE);
    flushFolder(target.resolveSibling(""));
    delete(old());
  }

  /** Takes the draft away again. */
  void abandon() throws IOException {
    delete(draft());
  }

  private Path draft() {
    return target.resolveSibling("." + target.getFileName() + ".part");
  }

  private Path old() {
    return target.resolveSibling("." + target.getFileName() + ".old");
  }

  private static void flush(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void flushFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException e) {
      // Windows opens no folders, and needs no flush to keep a rename.
      return;
    }
  }

  /** Deletes a file or a whole folder, if it is there. Links are deleted, not followed. */
  static void delete(Path tree) throws IOException {
    if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(tree)) {
        for (Path child : children) {
          delete(child);
        }
      }
    }
    Files.deleteIfExists(tree);
  }
}
