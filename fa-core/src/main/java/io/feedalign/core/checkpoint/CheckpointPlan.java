package io.feedalign.core.checkpoint;

/**
 * How often a run is kept, and how much of that stays.
 *
 * @param every how often
 * @param keep how many of the last ones stay beside the best, at least 2
 */
public record CheckpointPlan(Interval every, int keep) {
  /** The fewest that may stay: if the newest is damaged, there must be another. */
  public static final int FEWEST = 2;

  /** What is in force if nobody says. */
  public static final CheckpointPlan DEFAULT =
      new CheckpointPlan(Interval.parse(Interval.DEFAULT), FEWEST);
}
