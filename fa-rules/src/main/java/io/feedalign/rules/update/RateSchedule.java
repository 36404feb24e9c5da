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
  private static final Setting SCHEDULE =
      Setting.choice(
          "schedule",
          List.of("constant", "step", "cosine", "one-cycle"),
          "course of the rate: the same throughout; times 'factor' at each milestone; "
              + "half a cosine wave down to 0 at the end, moved on in each step; "
              + "up from 'start' in a straight line, then down the cosine wave");
  private static final Setting MILESTONES =
      Setting.wholes(
          "milestones",
          List.of(),
          Setting.between(0, 1e9),
          "epochs, from 0, as of which 'schedule: step' multiplies the rate once more");
  private static final Setting FACTOR =
      Setting.real(
          "factor",
          0.1,
          Setting.between(0, 1e3),
          "what 'schedule: step' multiplies the rate by at each milestone");
  private static final Setting RISE =
      Setting.real(
          "rise",
          0.3,
          Setting.between(0, 0.99),
          "part of the training in which 'schedule: one-cycle' goes up");
  private static final Setting START =
      Setting.real(
          "start",
          0.04,
          Setting.between(0, 1),
          "part of the rate from which 'schedule: one-cycle' goes up");
  private static final Setting WARMUP =
      Setting.real(
          "warmup",
          0.0,
          Setting.between(0, 1e6),
          "epochs, also a part of one, in which the rate first grows in a straight line, whatever "
              + "the schedule; 0 is none");

  static final List<Setting> ALL = List.of(SCHEDULE, MILESTONES, FACTOR, RISE, START, WARMUP);

  @Override
  public double at(Progress progress) {
    return base * factor(progress);
  }

  /** What the base is multiplied by at this step. */
  double factor(Progress progress) {
    return course.at(progress);
  }

  static RateSchedule asSet(double base, Settings settings) {
    Schedule course = course(settings);
    double warmup = settings.real(WARMUP.key());
    return new RateSchedule(
        base, warmup == 0 ? course : progress -> course.at(progress) * warmth(warmup, progress));
  }

  private static Schedule course(Settings settings) {
    return switch (settings.text(SCHEDULE.key())) {
      case "constant" -> Schedule.constant(1);
      case "step" -> steps(settings.sizes(MILESTONES.key()), settings.real(FACTOR.key()));
      case "cosine" -> new OneCycle(0, 1);
      case "one-cycle" -> new OneCycle(settings.real(RISE.key()), settings.real(START.key()));
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

  /** The first step is made with a rate already, and the last one of the warm-up with all of it. */
  private static double warmth(double epochs, Schedule.Progress progress) {
    return Math.min(1, (progress.step() + 1) / (epochs * progress.stepsPerEpoch()));
  }
}
