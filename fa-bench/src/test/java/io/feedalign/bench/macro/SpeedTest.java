package io.feedalign.bench.macro;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.plugin.Plugins;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was promised of speed, on two cores or more. Nightly, since it wants them for itself. */
@Tag("nightly")
class SpeedTest {
  private static final double SLOWEST = 1.15;
  private static final double IMAGES_PER_SECOND = 10_000;

  @Test
  void lenetIsFastAndNoRuleIsMuchSlowerThanTheFirst() {
    List<NamedSettings> rules =
        Stream.of(
                "bp",
                "sham",
                "fa",
                "usf",
                "usf:magnitude=init",
                "usf:magnitude=sn",
                "frsf",
                "brsf",
                "signed-init")
            .map(rule -> NamedSettings.parse("--rule", rule))
            .toList();
    StepQuestion question =
        new StepQuestion(
            NamedSettings.parse("--model", "lenet"),
            rules,
            NamedSettings.parse("--backend", "onednn"),
            new StepQuestion.Load(NaturalInput.of("lenet"), 10, 128),
            new StepQuestion.Effort(300, 50));
    StepReport report = new StepBenchmark(Plugins.discover()).run(question);
    double first = report.times().get(0).median();
    assertTrue(128 * 1000 / first >= IMAGES_PER_SECOND, report.toText().toString());
    for (StepTimes one : report.times()) {
      assertTrue(one.median() <= SLOWEST * first, report.toText().toString());
    }
  }
}
