package io.feedalign.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.train.EpochReport;
import io.feedalign.train.RunPlan;
import io.feedalign.train.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsTest {

  private final JsonMapper json = JsonMapper.builder().build();

  @Test
  void theTableIsAlignedAndHonest() {
    List<String> lines = ResultTable.lines(Samples.runs("bp"));
    assertEquals(
        List.of(
            "rule      train loss  val error %  test error %  angle to bp  images/s",
            "bp            0.5000        50.00         25.00        20.0°       200",
            "usf unit    diverged            -             -        20.0°       100",
            "usf unit: diverged. The loss was not finite at step 12 (epoch 1)."),
        lines);
  }

  @Test
  void theFileHoldsTheSameAsTheTable() {
    JsonNode rows = json.readTree(ResultsFile.text(Samples.runs("bp")));
    assertEquals(25.0, rows.get(0).get("test_error").asDouble());
    assertEquals(50.0, rows.get(0).get("val_error").asDouble());
    assertEquals(0.5, rows.get(0).get("train_loss").asDouble());
    assertEquals(200.0, rows.get(0).get("images_per_second").asDouble());
    assertEquals(20.0, rows.get(0).get("gradient_angle").asDouble());
    assertEquals(7, rows.get(0).get("seed").asInt());
    assertEquals(2, rows.get(0).get("epochs").asInt());
    assertEquals("diverged", rows.get(1).get("status").asString());
    assertTrue(rows.get(1).get("test_error").isNull());
  }

  @Test
  void eachEpochIsOneWholeLine(@TempDir Path folder) throws IOException {
    RunResult run = Samples.finished("a \"quoted\"\nname");
    try (MetricsLog log = MetricsLog.in(folder, 7)) {
      log.runStarted(run.report().plan());
      run.report().epochs().forEach(log::epochFinished);
      log.runFinished(run.report());
    }
    List<String> lines = Files.readAllLines(folder.resolve("metrics.jsonl"));
    assertEquals(3, lines.size());
    JsonNode first = json.readTree(lines.get(0));
    assertEquals("a \"quoted\"\nname", first.get("rule").asString());
    assertTrue(first.at("/measures/2/value").isNull());
    assertEquals("finished", json.readTree(lines.get(2)).get("status").asString());
  }

  @Test
  void numbersThatAreNotFiniteBecomeNull(@TempDir Path folder) throws IOException {
    EpochReport odd =
        new EpochReport(0, Double.NaN, new Score(Double.POSITIVE_INFINITY, 1, 1, 5), List.of(), 3);
    try (MetricsLog log = MetricsLog.in(folder, 7)) {
      log.runStarted(new RunPlan("x", 1, 1, 1));
      log.epochFinished(odd);
    }
    JsonNode line = json.readTree(Files.readString(folder.resolve("metrics.jsonl")));
    assertTrue(line.get("train_loss").isNull());
    assertTrue(line.get("val_loss").isNull());
    assertEquals(100.0, line.get("val_error").asDouble());
  }
}
