package io.feedalign.core.store;

import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file so that it is whole or not there: to a temporary file beside it, forced to disk,
 * then renamed.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** What is to be written. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to the channel, from its start. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Writes text in UTF-8. */
  public static void write(Path file, String text) {
    write(file, channel -> drain(channel, StandardCharsets.UTF_8.encode(text)));
  }

  /**
   * Writes a file; an old one stays until the new one is whole.
   *
   * @throws FaException (RESOURCES) naming the file and the reason; nothing is left over then
   */
  public static void write(Path file, Content content) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw FaException.user("Cannot write '" + file + "': it is no file.");
    }
    Path temporary =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.createDirectories(folder);
      fill(temporary, content);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(folder);
    } catch (IOException e) {
      throw DiskFull.or(e, file);
    } finally {
      discard(temporary);
    }
  }

  /** Writes all that remains in a buffer. */
  public static void drain(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    FileContent.drain(channel, bytes);
  }

  private static void fill(Path temporary, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      content.writeTo(channel);
      channel.force(true);
    }
  }

  /** Makes the rename itself durable, where the platform lets a folder be opened. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // Windows has no such thing: the rename is then as durable as it makes it.
    }
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      return; // Nothing depends on it: the next write of the same file replaces it.
    }
  }
}
