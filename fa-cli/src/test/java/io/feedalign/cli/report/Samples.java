package io.feedalign.cli.report;

import io.feedalign.train.EpochReport;
import io.feedalign.train.Measure;
import io.feedalign.train.RunPlan;
import io.feedalign.train.RunReport;
import io.feedalign.train.Score;
import io.feedalign.train.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Made-up runs: one that finished and one that did not. */
final class Samples {

  private Samples() {}

  static List<RunResult> runs(String rule) {
    return List.of(finished(rule), diverged("usf unit"));
  }

  static RunResult finished(String rule) {
    RunReport report =
        new RunReport(
            new RunPlan(rule, 2, 10, 8),
            Status.FINISHED,
            List.of(epoch(0, 1.5, 100), epoch(1, 0.5, 300)),
            Optional.of(new Score(0.6, 0.25, 0.05, 200)),
            "");
    return new RunResult(rule, 7, report);
  }

  static RunResult diverged(String rule) {
    RunReport report =
        new RunReport(
            new RunPlan(rule, 2, 10, 8),
            Status.DIVERGED,
            List.of(epoch(0, 9.5, 100)),
            Optional.empty(),
            "The loss was not finite at step 12 (epoch 1).");
    return new RunResult(rule, 7, report);
  }

  static Provenance provenance() {
    return new Provenance(Map.of("backend", "onednn 3.11"), Map.of("batch", 8));
  }

  private static EpochReport epoch(int epoch, double loss, double rate) {
    return new EpochReport(
        epoch,
        loss,
        new Score(loss, 0.5, 0.1, 100),
        List.of(
            new Measure("gradient-angle", "conv1", OptionalDouble.of(30)),
            new Measure("gradient-angle", "dense1", OptionalDouble.of(10)),
            new Measure("feedback-angle", "dense1", OptionalDouble.empty()),
            new Measure("weight-norm", "conv1", OptionalDouble.of(12.5)),
            new Measure("signal-rms", "conv1", OptionalDouble.of(2.5e-5))),
        rate);
  }
}
