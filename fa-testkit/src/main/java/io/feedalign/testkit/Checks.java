package io.feedalign.testkit;

import io.feedalign.error.FaException;
import org.jspecify.annotations.Nullable;

/** What must hold for any program, said as internal errors. */
final class Checks {

  private Checks() {}

  static <T> T known(@Nullable T thing, String otherwise) {
    if (thing == null) {
      throw FaException.internal(otherwise + ".");
    }
    return thing;
  }

  static void that(boolean claim, String otherwise) {
    if (!claim) {
      throw FaException.internal(otherwise + ".");
    }
  }
}
