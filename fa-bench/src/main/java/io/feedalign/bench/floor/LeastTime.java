package io.feedalign.bench.floor;

/**
 * The shortest of several runs, in seconds: a bound from below must not be disturbed by what else
 * the machine does, and its middle sometimes came out above what whole steps took.
 */
final class LeastTime {
  private static final int LEAST = 3;
  private static final int MOST = 40;
  private static final double ENOUGH = 0.08;

  private LeastTime() {}

  static double of(Runnable work) {
    work.run();
    double least = Double.POSITIVE_INFINITY;
    double total = 0;
    for (int runs = 0; runs < LEAST || (runs < MOST && total < ENOUGH); runs++) {
      long start = System.nanoTime();
      work.run();
      double seconds = (System.nanoTime() - start) / 1e9;
      least = Math.min(least, seconds);
      total += seconds;
    }
    return least;
  }
}
