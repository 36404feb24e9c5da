package io.feedalign.datasets.source;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An IDX file that can be opened, plain or gzipped.
 *
 * @param name what messages call it
 * @param opener opens it at its first byte
 * @param remedy what the user can do if it is damaged, as a sentence
 */
record IdxFile(String name, Opener opener, String remedy) {

  /** Opens a stream at its first byte. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  static IdxFile at(Path path, String remedy) {
    return new IdxFile(path.toString(), () -> Files.newInputStream(path), remedy);
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
    return "IDX file '" + name + "' " + what + " " + remedy;
  }
}
