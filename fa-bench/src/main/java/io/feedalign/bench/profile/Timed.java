package io.feedalign.bench.profile;

/**
 * How long a unit took.
 *
 * @param milliseconds the median of its runs
 * @param floor the least milliseconds that it could take; not a number where nobody knows
 */
record Timed(Unit unit, double milliseconds, double floor) {
  /** Milliseconds over the floor; all of them where there is none. */
  double gap() {
    return milliseconds - (Double.isNaN(floor) ? 0 : floor);
  }
}
