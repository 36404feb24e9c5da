package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.FaException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Finds the fastest of several calls that do the same, by doing them. */
final class Contest {
  private static final int ROUNDS = 4;
  private static final int CALLS = 5;

  /** What one must be faster by, as a factor, to win over one that was thought better. */
  private static final double MARGIN = 0.97;

  private Contest() {}

  /** How long some work takes on the device. */
  @FunctionalInterface
  interface Clock {
    /** Milliseconds. */
    double time(Runnable work);
  }

  /**
   * The place of the fastest; the earlier one, if there is little between them. Nothing if every
   * one of them fails.
   *
   * @param calls the one that is thought best first
   */
  static OptionalInt fastest(List<Runnable> calls, Clock clock) {
    double[] times = new double[calls.size()];
    Arrays.fill(times, Double.POSITIVE_INFINITY);
    boolean[] failed = new boolean[calls.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < times.length; i++) {
        if (!failed[i]) {
          double time = time(calls.get(i), clock);
          failed[i] = Double.isNaN(time);
          times[i] = Math.min(times[i], time);
        }
      }
    }
    return best(times, failed);
  }

  private static OptionalInt best(double[] times, boolean[] failed) {
    OptionalInt best = OptionalInt.empty();
    for (int i = 0; i < times.length; i++) {
      if (!failed[i] && (best.isEmpty() || times[i] < times[best.getAsInt()] * MARGIN)) {
        best = OptionalInt.of(i);
      }
    }
    return best;
  }

  private static double time(Runnable call, Clock clock) {
    try {
      return clock.time(() -> repeat(call));
    } catch (FaException failure) {
      return Double.NaN;
    }
  }

  private static void repeat(Runnable call) {
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
  }
}
