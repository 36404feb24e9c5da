package io.feedalign.bench.archfixture.datasets;

import java.util.List;

/** A constant, an exception of its own kind, and nothing else. */
public final class Innocent {
  private static final List<String> NAMES = List.of("one", "two");

  private Innocent() {}

  /** What went wrong. */
  public static final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the file. */
    public Damaged(String file) {
      super(file);
    }
  }

  /** The first name. */
  public static String first() {
    return NAMES.get(0);
  }
}
