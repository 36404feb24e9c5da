package io.feedalign.bench.macro;

import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.error.FaException;
import io.feedalign.optim.Schedule;

/** A network whose learning steps are timed one by one. */
final class TimedNetwork implements AutoCloseable {
  private final String rule;
  private final CompiledNetwork network;
  private final SyntheticBatches batches;
  private final StepQuestion.Effort effort;
  private final double[] milliseconds;
  private int made;
  private int timed;

  TimedNetwork(
      String rule, CompiledNetwork network, SyntheticBatches batches, StepQuestion.Effort effort) {
    this.rule = rule;
    this.network = network;
    this.batches = batches;
    this.effort = effort;
    milliseconds = new double[effort.steps()];
    network.initialize();
  }

  void warmUp() {
    for (int i = 0; i < effort.warmup(); i++) {
      step();
    }
  }

  /** Times so many steps, or fewer if that is all that is left. */
  void time(int steps) {
    for (int i = 0; i < steps && timed < milliseconds.length; i++) {
      long start = System.nanoTime();
      double loss = step();
      milliseconds[timed++] = (System.nanoTime() - start) / 1e6;
      if (!Double.isFinite(loss)) {
        throw FaException.user(
            "Under rule '"
                + rule
                + "' the loss was not finite at step "
                + made
                + ": its feedback overflows on this model, and arithmetic on infinite numbers has"
                + " another speed. Measure it on a shallower model.");
      }
    }
  }

  boolean finished() {
    return timed == milliseconds.length;
  }

  private double step() {
    Schedule.Progress at = new Schedule.Progress(made, 1000, 1000);
    return network.learn(batches.forStep(made++), at);
  }

  StepTimes times() {
    return new StepTimes(rule, milliseconds);
  }

  @Override
  public void close() {
    network.close();
  }
}
