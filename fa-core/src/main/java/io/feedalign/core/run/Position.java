package io.feedalign.core.run;

/**
 * How far a run is, between two steps.
 *
 * @param epoch the one that the next step belongs to, from 0
 * @param batch how many of its batches were learnt; all of them if it only has to be validated
 * @param step steps made since the run began
 * @param lossSum over the epoch's steps, added in their order
 * @param seconds spent in the epoch's steps; by the clock, and the only part that is
 */
public record Position(int epoch, int batch, long step, double lossSum, double seconds) {
  /** Before the first step. */
  public static final Position START = new Position(0, 0, 0, 0, 0);

  /** After one more step. */
  Position after(double loss) {
    return new Position(epoch, batch + 1, step + 1, lossSum + loss, seconds);
  }

  /** The same after more seconds in steps. */
  Position later(double more) {
    return new Position(epoch, batch, step, lossSum, seconds + more);
  }

  /** Before the first step of the next epoch. */
  Position nextEpoch() {
    return new Position(epoch + 1, 0, step, 0, 0);
  }
}
