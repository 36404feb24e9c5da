package io.feedalign.rules.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.optim.Schedule.Progress;
import io.feedalign.spi.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The course of the rate over 100 epochs of 10 steps. */
class RateScheduleTest {
  private static RateSchedule schedule(Map<String, ?> given) {
    Settings settings = new Sgd.Provider().settings().settings(given);
    return RateSchedule.asSet(0.5, settings);
  }

  private static Progress at(long step) {
    return new Progress(step, 10, 100);
  }

  @Test
  void constantStays() {
    assertEquals(0.5, schedule(Map.of()).at(at(0)));
    assertEquals(0.5, schedule(Map.of()).at(at(999)));
  }

  @Test
  void stepChangesWithTheFirstStepOfEachMilestone() {
    RateSchedule step =
        schedule(Map.of("schedule", "step", "milestones", List.of(50, 75), "factor", 0.25));
    assertEquals(0.5, step.at(at(499)));
    assertEquals(0.125, step.at(at(500)));
    assertEquals(0.125, step.at(at(749)));
    assertEquals(0.03125, step.at(at(750)));
  }

  @Test
  void aMilestoneAtZeroCountsFromTheStart() {
    RateSchedule step = schedule(Map.of("schedule", "step", "milestones", List.of(0)));
    assertEquals(0.05, step.at(at(0)), 1e-15);
  }

  @Test
  void cosineFallsToZeroThroughTheMiddle() {
    RateSchedule cosine = schedule(Map.of("schedule", "cosine"));
    assertEquals(0.5, cosine.at(at(0)));
    assertEquals(0.25, cosine.at(at(500)), 1e-15);
    assertEquals(0, cosine.at(at(1000)), 1e-15);
  }

  @Test
  void oneCycleRisesInALineAndFallsInAWave() {
    RateSchedule cycle = schedule(Map.of("schedule", "one-cycle", "rise", 0.25, "start", 0.5));
    assertEquals(0.25, cycle.at(at(0)));
    assertEquals(0.375, cycle.at(at(125)), 1e-15);
    assertEquals(0.5, cycle.at(at(250)), 1e-15);
    assertEquals(0.25, cycle.at(at(625)), 1e-15);
    assertEquals(0, cycle.at(at(1000)), 1e-15);
  }

  @Test
  void warmUpGrowsInALineAndCountsPartsOfAnEpoch() {
    RateSchedule warm = schedule(Map.of("warmup", 0.5));
    assertEquals(0.1, warm.at(at(0)), 1e-15);
    assertEquals(0.4, warm.at(at(3)), 1e-15);
    assertEquals(0.5, warm.at(at(4)));
    assertEquals(0.5, warm.at(at(999)));
  }

  @Test
  void warmUpMultipliesWhateverTheScheduleSays() {
    RateSchedule warm = schedule(Map.of("schedule", "cosine", "warmup", 100.0));
    assertEquals(0.25 * 501 / 1000, warm.at(at(500)), 1e-15);
    RateSchedule short0 = schedule(Map.of("schedule", "cosine", "warmup", 0.01));
    assertEquals(0.5, short0.at(at(0)), 1e-15);
  }

  @Test
  void stepWithoutMilestonesIsRefused() {
    Map<String, String> settings = Map.of("schedule", "step");
    FaException refusal = assertThrows(FaException.class, () -> schedule(settings));
    assertEquals(ErrorKind.USER, refusal.kind());
  }
}
