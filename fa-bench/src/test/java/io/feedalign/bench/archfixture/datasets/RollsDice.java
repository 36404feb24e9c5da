package io.feedalign.bench.archfixture.datasets;

import java.util.Random;

/** Random numbers without a name. */
public final class RollsDice {
  private RollsDice() {}

  /** Depends on who asked before. */
  public static double roll(Random random) {
    return random.nextDouble() + Math.random();
  }
}
