package io.feedalign.datasets.source;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A file of images or labels that can be opened, plain or gzipped.
 *
 * @param format what messages call its format, such as {@code IDX}
 * @param name what messages call it
 * @param opener opens it at its first byte
 * @param remedy what the user can do if it is damaged, as a sentence
 */
record DataFile(String format, String name, Opener opener, String remedy) {

  /** Opens a stream at its first byte. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  static DataFile at(String format, Path path, String remedy) {
    return new DataFile(format, path.toString(), () -> Files.newInputStream(path), remedy);
  }

  /** The content of a stream that may be gzipped. */
  static InputStream unpacked(InputStream packed) throws IOException {
    BufferedInputStream start = new BufferedInputStream(packed, 1 << 16);
    start.mark(2);
    boolean gzipped = start.read() == 0x1f && start.read() == 0x8b;
    start.reset();
    if (!gzipped) {
      return start;
    }
    return GzipCompressorInputStream.builder()
        .setInputStream(start)
        .setDecompressConcatenated(true)
        .get();
  }

  /** What is wrong with this file, where, and what to do. */
  FaException damaged(String what, Object... values) {
    return FaException.user(sentence(String.format(Locale.ROOT, what, values)));
  }

  /** What is wrong with this file, found by a failure. */
  FaException damaged(String what, IOException cause) {
    String why = cause.getClass().getSimpleName() + ", " + cause.getMessage();
    return new FaException(ErrorKind.USER, sentence(what + " (" + why + ")."), cause);
  }

  private String sentence(String what) {
    return format + " file '" + name + "' " + what + " " + remedy;
  }
}
