package io.feedalign.core.store;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Why a file could not be written: there was no room. The cause of the error that is thrown. */
public final class DiskFull extends IOException {
  private static final long serialVersionUID = 1L;

  private DiskFull(String message, IOException cause) {
    super(message, cause);
  }

  /** The error for a file that could not be written, whatever the reason. */
  static FaException or(IOException failure, Path path) {
    return or(failure, path, OptionalLong.empty());
  }

  /**
   * The same with the bytes that are needed, which is what one asks when a disk is full.
   *
   * @return an error of kind RESOURCES; its cause is a {@code DiskFull} if that is the reason
   */
  public static FaException or(IOException failure, Path path, OptionalLong needed) {
    String bytes =
        needed.isPresent()
            ? String.format(Locale.ROOT, " %,d bytes are needed there.", needed.getAsLong())
            : "";
    String told = "Cannot write '" + path + "': " + IoReason.of(failure) + "." + bytes;
    IOException cause = full(failure) ? new DiskFull(IoReason.of(failure), failure) : failure;
    return new FaException(ErrorKind.RESOURCES, told, cause);
  }

  /** Java has no exception of its own for it, so that the system's words have to do. */
  private static boolean full(IOException failure) {
    String reason = IoReason.of(failure).toLowerCase(Locale.ROOT);
    return Stream.of("no space left", "quota exceeded", "not enough space", "out of disk space")
        .anyMatch(reason::contains);
  }
}
