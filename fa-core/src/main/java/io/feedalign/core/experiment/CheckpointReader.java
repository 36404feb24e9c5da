package io.feedalign.core.experiment;

import io.feedalign.core.checkpoint.CheckpointPlan;
import io.feedalign.core.checkpoint.Interval;
import io.feedalign.error.FaException;
import io.feedalign.error.Problems;
import io.feedalign.spi.Settings;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code checkpoint}: how often, and how many stay. */
record CheckpointReader(Problems problems) {
  private static final String KEY = "checkpoint";

  CheckpointPlan read(@Nullable Object value) {
    if (value == null) {
      return CheckpointPlan.DEFAULT;
    }
    Optional<Map<String, Object>> map = Reference.asMap(value);
    if (map.isEmpty()) {
      problems.add(KEY, "must be a map: {every: 10m, keep: 2}.");
      return CheckpointPlan.DEFAULT;
    }
    Settings settings = ExperimentKeys.checkpoint().read(map.get(), problems.in(KEY));
    return new CheckpointPlan(every(settings.tree("every")), settings.size("keep"));
  }

  private Interval every(Object value) {
    try {
      return Interval.parse(String.valueOf(value));
    } catch (FaException wrong) {
      problems.add(KEY + ".every", String.valueOf(wrong.getMessage()));
      return CheckpointPlan.DEFAULT.every();
    }
  }
}
