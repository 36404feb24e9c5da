package io.feedalign.core.checkpoint;

import java.io.IOException;

/** A checkpoint that is whole, but of a format from after this code. */
final class NewerFormat extends IOException {
  private static final long serialVersionUID = 1L;

  NewerFormat(String format) {
    super("format " + format);
  }
}
