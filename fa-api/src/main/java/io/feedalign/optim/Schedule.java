package io.feedalign.optim;

import org.apiguardian.api.API;

/**
 * A number that changes as training goes on, such as a learning rate.
 *
 * <pre>{@code
 * Schedule halving = progress -> 0.1 * Math.pow(0.5, progress.epoch());
 * double rate = halving.at(new Schedule.Progress(858, 429, 10)); // 0.025, in the third epoch
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
@FunctionalInterface
public interface Schedule {
  /** The number for the step that is about to be made. */
  double at(Progress progress);

  /** Always the same. */
  static Schedule constant(double value) {
    return progress -> value;
  }

  /**
   * How far training is.
   *
   * @param step steps made so far, from 0
   * @param stepsPerEpoch at least 1
   * @param epochs planned
   */
  record Progress(long step, long stepsPerEpoch, int epochs) {
    /** The epoch that the step belongs to, from 0. */
    public long epoch() {
      return step / stepsPerEpoch;
    }

    /** The done part of the whole, in [0, 1]. */
    public double fraction() {
      return Math.min(1.0, (double) step / Math.max(1, stepsPerEpoch * epochs));
    }
  }
}
