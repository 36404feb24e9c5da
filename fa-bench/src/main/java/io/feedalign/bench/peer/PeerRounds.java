package io.feedalign.bench.peer;

import io.feedalign.bench.macro.Contender;
import java.util.Arrays;

/**
 * Our steps and libtorch's in turns. Each turn begins with a step that is not timed, as the other's
 * data is in the caches; the other is stopped meanwhile.
 */
final class PeerRounds {
  private static final double TURN_MILLISECONDS = 500;
  private static final int MOST = 25;
  private static final int WARMUP = 3;

  private final Contender ours;
  private final PeerProcess theirs;

  PeerRounds(Contender ours, PeerProcess theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  /**
   * What was timed: each round's median, in milliseconds.
   *
   * @param steps how many were timed in a turn
   */
  record Result(int steps, double[] ours, double[] theirs) {
    /** How many times as many images we train in a second, round by round. */
    Sample ratios() {
      double[] ratios = new double[ours.length];
      Arrays.setAll(ratios, i -> theirs[i] / ours[i]);
      return new Sample(ratios);
    }
  }

  /**
   * Times them.
   *
   * @param between what is done besides before, halfway and in the end, while libtorch is stopped
   */
  Result run(int rounds, Runnable between) {
    double slowest = Math.max(last(time(WARMUP)), last(theirs.steps(WARMUP)));
    int steps = (int) Math.max(1, Math.min(MOST, Math.round(TURN_MILLISECONDS / slowest)));
    double[] here = new double[rounds];
    double[] there = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      theirs.pause();
      if (i == 0 || i == rounds / 2) {
        between.run();
      }
      here[i] = middle(time(1 + steps));
      theirs.resume();
      there[i] = middle(theirs.steps(1 + steps));
    }
    theirs.pause();
    between.run();
    return new Result(steps, here, there);
  }

  private double[] time(int steps) {
    double[] milliseconds = new double[steps];
    for (int i = 0; i < steps; i++) {
      long start = System.nanoTime();
      ours.run();
      milliseconds[i] = (System.nanoTime() - start) / 1e6;
    }
    return milliseconds;
  }

  private static double middle(double[] turn) {
    return new Sample(Arrays.copyOfRange(turn, 1, turn.length)).median();
  }

  private static double last(double[] times) {
    return times[times.length - 1];
  }
}
