package io.feedalign.bench.floor;

import java.util.Arrays;

/**
 * The middle of several runs, in seconds. The shortest would be nearer to what the machine can do,
 * but steps are judged by their middle too.
 */
final class MiddleTime {
  private static final int LEAST = 3;
  private static final int MOST = 40;
  private static final double ENOUGH = 0.08;

  private MiddleTime() {}

  static double of(Runnable work) {
    work.run();
    double[] seconds = new double[MOST];
    int runs = 0;
    for (double total = 0; runs < LEAST || (runs < MOST && total < ENOUGH); runs++) {
      long start = System.nanoTime();
      work.run();
      seconds[runs] = (System.nanoTime() - start) / 1e9;
      total += seconds[runs];
    }
    Arrays.sort(seconds, 0, runs);
    return seconds[runs / 2];
  }
}
