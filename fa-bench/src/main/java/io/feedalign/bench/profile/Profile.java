package io.feedalign.bench.profile;

import io.feedalign.ir.Program;
import java.util.List;

/**
 * Where the time of one rule's step went.
 *
 * @param title model, rule, batch, backend, threads and precision, for a heading
 * @param program whose instructions the units are made of
 * @param units in the order in which they ran
 * @param ends when each ended in the step whose time was the median, from the program's start
 * @param steps as wholes
 */
public record Profile(
    String title, Program program, List<Timed> units, List<Double> ends, Steps steps) {
  /** Copies the lists. */
  public Profile {
    units = List.copyOf(units);
    ends = List.copyOf(ends);
  }

  /**
   * Median milliseconds of whole steps.
   *
   * @param free those that nobody watched
   * @param watched those whose units were timed
   * @param around what comes before and after the program: copying a batch in, reading the loss
   * @param floor the least that the program takes, its pointwise parts merged; not a number where
   *     nobody knows
   */
  public record Steps(double free, double watched, double around, double floor) {
    /** With another floor. */
    Steps(Steps other, double floor) {
      this(other.free, other.watched, other.around, floor);
    }
  }

  /** Milliseconds in units. */
  double inside() {
    return units.stream().mapToDouble(Timed::milliseconds).sum();
  }

  /** Whether floors are known. */
  boolean grounded() {
    return !Double.isNaN(steps.floor());
  }
}
