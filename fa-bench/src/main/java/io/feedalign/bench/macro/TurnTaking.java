package io.feedalign.bench.macro;

import java.util.ArrayList;
import java.util.List;

/**
 * Contenders that take turns, a few runs each, so that whatever else the machine does meets them
 * all alike.
 */
public final class TurnTaking {
  private static final int TURN = 5;

  private TurnTaking() {}

  /** Lets all of them warm up, then times them; one result for each, in their order. */
  public static List<StepTimes> time(
      List<? extends Contender> contenders, StepQuestion.Effort effort) {
    List<double[]> milliseconds = new ArrayList<>();
    for (Contender contender : contenders) {
      milliseconds.add(new double[effort.steps()]);
      for (int i = 0; i < effort.warmup(); i++) {
        contender.run();
      }
    }
    for (int from = 0; from < effort.steps(); from += TURN) {
      int to = Math.min(effort.steps(), from + TURN);
      for (int i = 0; i < contenders.size(); i++) {
        turn(contenders.get(i), milliseconds.get(i), from, to);
      }
    }
    List<StepTimes> times = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      times.add(new StepTimes(contenders.get(i).label(), milliseconds.get(i)));
    }
    return times;
  }

  private static void turn(Contender contender, double[] milliseconds, int from, int to) {
    for (int i = from; i < to; i++) {
      long start = System.nanoTime();
      contender.run();
      milliseconds[i] = (System.nanoTime() - start) / 1e6;
    }
  }
}
