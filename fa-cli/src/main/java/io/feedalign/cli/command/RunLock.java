package io.feedalign.cli.command;

import io.feedalign.core.store.DiskFull;
import io.feedalign.core.store.IoReason;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The right to write into a run folder. One process has it; it ends with the process, however that
 * ends. Its file stays, empty: deleting it would let two others lock two files of one name.
 */
final class RunLock implements AutoCloseable {

  /** Its name in a run folder. */
  static final String NAME = ".lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes it, and makes the folder if it is missing.
   *
   * @param told hears if the file system cannot lock; nothing is guarded then
   * @throws FaException (USER) if another process has it
   */
  static RunLock take(Path folder, Consumer<String> told) {
    FileChannel channel = open(folder);
    try {
      if (channel.tryLock() != null) {
        return new RunLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      close(folder, channel);
      throw taken(folder);
    } catch (IOException e) {
      told.accept("note: '" + folder + "' cannot be locked: " + IoReason.of(e) + ".");
      return new RunLock(channel);
    }
    close(folder, channel);
    throw taken(folder);
  }

  private static FaException taken(Path folder) {
    return FaException.user(
        "Another process is writing to '"
            + folder
            + "'. Wait until it has ended, or name another folder.");
  }

  private static FileChannel open(Path folder) {
    try {
      Files.createDirectories(folder);
      return FileChannel.open(
          folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw DiskFull.or(e, folder, OptionalLong.empty());
    }
  }

  private static void close(Path folder, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw DiskFull.or(e, folder, OptionalLong.empty());
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      return; // The process gives it back when it ends.
    }
  }
}
