package io.feedalign.bench.archfixture.datasets;

/** Leaves open who has to act. */
public final class ThrowsAnything {
  private ThrowsAnything() {}

  /** Fails. */
  public static void fail() {
    throw new RuntimeException("something went wrong");
  }
}
