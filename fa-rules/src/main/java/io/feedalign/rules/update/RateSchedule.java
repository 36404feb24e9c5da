package io.feedalign.rules.update;

import io.feedalign.error.FaException;
import io.feedalign.optim.Schedule;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import java.util.List;

/**
 * A learning rate and the course it takes.
 *
 * @param base the rate that the course starts from
 * @param course what the base is multiplied by
 */
record RateSchedule(double base, Schedule course) implements Schedule {
  static final Setting SCHEDULE =
      Setting.choice(
          "schedule",
          List.of("constant", "step", "cosine"),
          "course of the rate: the same throughout; times 'factor' at each milestone; "
              + "half a cosine wave down to 0 at the end, moved on in each step");
  static final Setting MILESTONES =
      Setting.wholes(
          "milestones",
          List.of(),
          Setting.between(0, 1e9),
          "epochs, from 0, as of which 'schedule: step' multiplies the rate once more");
  static final Setting FACTOR =
      Setting.real(
          "factor",
          0.1,
          Setting.between(0, 1e3),
          "what 'schedule: step' multiplies the rate by at each milestone");

  @Override
  public double at(Progress progress) {
    return base * factor(progress);
  }

  /** What the base is multiplied by at this step. */
  double factor(Progress progress) {
    return course.at(progress);
  }

  static RateSchedule asSet(double base, Settings settings) {
    return switch (settings.text(SCHEDULE.key())) {
      case "constant" -> new RateSchedule(base, Schedule.constant(1));
      case "step" ->
          new RateSchedule(base, steps(settings.sizes(MILESTONES.key()), settings.real("factor")));
      case "cosine" -> new RateSchedule(base, RateSchedule::cosine);
      default -> throw FaException.internal("No schedule was written for " + settings + ".");
    };
  }

  private static Schedule steps(List<Integer> milestones, double factor) {
    if (milestones.isEmpty()) {
      throw FaException.user(
          "'schedule: step' needs milestones, but there are none. Give the epochs at which the rate"
              + " changes, such as milestones: [50, 75], or use schedule: constant.");
    }
    return progress ->
        Math.pow(factor, milestones.stream().filter(epoch -> epoch <= progress.epoch()).count());
  }

  private static double cosine(Progress progress) {
    return 0.5 * (1 + Math.cos(Math.PI * progress.fraction()));
  }
}
