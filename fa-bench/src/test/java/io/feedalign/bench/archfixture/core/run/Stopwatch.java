package io.feedalign.bench.archfixture.core.run;

/** May read the clock: an innocent neighbour. */
public final class Stopwatch {
  private Stopwatch() {}

  /** Nanoseconds since some time. */
  public static long now() {
    return System.nanoTime();
  }
}
