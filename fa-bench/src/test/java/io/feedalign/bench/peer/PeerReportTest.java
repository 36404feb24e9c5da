package io.feedalign.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.bench.floor.StepFloor;
import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.core.experiment.NamedSettings;
import io.feedalign.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of rounds once they are timed; no libtorch needed. */
class PeerReportTest {
  private static final PeerTask TASK =
      new PeerTask("resnet20:option=B", Shape.of(3, 32, 30), 10, 128, true, 5e-4, true, false, 2);

  private static PeerReport report() {
    return report(Optional.of(new StepFloor(0.06, 12_000_000_000L, 0.02, 500_000_000)));
  }

  private static PeerReport report(Optional<StepFloor> floor) {
    StepQuestion question =
        new StepQuestion(
            NamedSettings.of("resnet20"),
            List.of(NamedSettings.of("bp")),
            NamedSettings.of("auto"),
            "bf16",
            new StepQuestion.Load(Shape.of(3, 32, 32), 10, 128),
            new StepQuestion.Effort(1, 0));
    return new PeerReport(
        question,
        "onednn",
        2,
        new PeerReport.Other(
            "libtorch",
            "libtorch 2.10",
            List.of(
                new PeerSearch.Trial(new ProcessorSettings(true, true, false, false), 200),
                new PeerSearch.Trial(ProcessorSettings.START, 210))),
        floor,
        new PeerRounds.Result(
            4, new double[] {100, 100, 50, 200}, new double[] {200, 150, 150, 200}));
  }

  @Test
  void theRatioIsThatOfTheRoundsNotOfTheMedians() {
    Sample ratios = report().rounds().ratios(); // 2, 1.5, 3, 1
    assertEquals(1.75, ratios.median());
    assertEquals(1.375, ratios.quantile(0.25));
    assertEquals(2.25, ratios.quantile(0.75));
  }

  @Test
  void aTextSaysSpeedsRatioFloorAndWhatWasTried() {
    String text = String.join("\n", report().toText());
    for (String part :
        List.of(
            "1,280 images/s   80 % of the floor's speed, 160 % in the best round",
            "731 images/s   46 % of the floor's speed, 53 % in the best round",
            "ours / libtorch 1.750 (quartiles of the rounds 1.375 to 2.250)",
            "floor 80.00 ms: products 60.00 ms (12.0 GFLOP at 200 GFLOP/s), 500 MB 20.00 ms",
            "  200.00 ms  channels last, one BLAS thread\n      210.00 ms  channels last")) {
      assertTrue(text.contains(part), text);
    }
  }

  @Test
  void jsonHasTheSameNumbers() {
    String json = report().toJson();
    for (String part :
        List.of(
            "\"ms_ours\": 100.0000",
            "\"ms_peer\": 175.0000",
            "\"ratio\": 1.7500",
            "\"floor_share_ours\": 0.8000",
            "\"floor_share_ours_best\": 1.6000",
            "\"peer_settings\": \"channels last, one BLAS thread\"")) {
      assertTrue(json.contains(part), json);
    }
  }

  @Test
  void withoutAFloorNothingIsSaidOfOne() {
    assertFalse(String.join("\n", report(Optional.empty()).toText()).contains("floor"));
    assertFalse(report(Optional.empty()).toJson().contains("floor"));
  }

  @Test
  void aTaskSurvivesBeingTold() {
    assertEquals(TASK, PeerTask.parse(TASK.toArguments().toArray(new String[0])));
  }

  @Test
  void eachSettingIsTriedByItself() {
    Set<Map<String, String>> environments = new HashSet<>();
    for (PeerSettings one : ProcessorSettings.START.neighbours()) {
      environments.add(one.environment());
    }
    assertEquals(4, ProcessorSettings.START.neighbours().size());
    assertEquals(4, environments.size(), "three variables, and the layout without any");
  }
}
