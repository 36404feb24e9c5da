package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditCommandTest {

  private final JsonMapper json = JsonMapper.builder().build();

  @TempDir Path folder;

  @Test
  void anExperimentWhoseRuleDoesWhatItSaysPasses() {
    Fa fa = Fa.run("audit", Fa.file(folder, "tiny.yaml", Fa.TINY), "--steps", 2);
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.out().contains("rule usf sn: passed, 2 steps of 10 images"), fa.out());
    assertTrue(fa.out().contains("cosine to bp"), fa.out());
    assertTrue(
        fa.out().lines().anyMatch(line -> line.matches("conv2 +usf sn +through B .*")), fa.out());
  }

  @Test
  void jsonIsOneObjectALine() throws IOException {
    Fa fa = Fa.run("audit", Fa.file(folder, "tiny.yaml", Fa.TINY), "--json", "--batch", 4);
    List<String> lines = fa.out().lines().toList();
    assertEquals(4, lines.size(), fa.out());
    JsonNode row = json.readTree(lines.get(1));
    assertEquals("conv2", row.get("layer").asString());
    assertTrue(row.get("credit_residual").asDouble() < 1e-9);
    assertTrue(json.readTree(lines.get(0)).get("credit_residual").isNull());
    JsonNode verdict = json.readTree(lines.get(3));
    assertTrue(verdict.get("passed").asBoolean());
    assertEquals(4, verdict.get("batch").asInt());
  }

  @Test
  void aRunIsAuditedFromItsOwnWeightsAndAMovedFeedbackIsFound() {
    String text = Fa.TINY.replace("{name: usf, magnitude: sn}", "fa");
    Path run = folder.resolve("run");
    assertEquals(0, Fa.run("train", Fa.file(folder, "fa.yaml", text), "--out", run).exit());
    Fa sound = Fa.run("audit", run);
    assertEquals(0, sound.exit(), sound.err() + sound.out());

    Path model = run.resolve("model.safetensors");
    Map<String, StoredTensor> tensors = new LinkedHashMap<>(Safetensors.read(model).tensors());
    StoredTensor feedback = Objects.requireNonNull(tensors.get("conv2.feedback"));
    float[] moved = feedback.toFloats();
    moved[0] += 1e-3f;
    tensors.put("conv2.feedback", StoredTensor.ofFloats(Shape.of(2, 2, 3, 3), moved));
    Safetensors.write(model, tensors);
    Fa broken = Fa.run("audit", run);
    assertEquals(4, broken.exit(), broken.err() + broken.out());
    assertTrue(
        broken
            .out()
            .contains(
                "FAILED 'conv2.feedback' must stay as it is, but 1 of its 36 numbers changed since"
                    + " training started"),
        broken.out());
  }

  @Test
  void anExperimentMayAskForAnAuditBeforeItTrains() throws IOException {
    Path run = folder.resolve("run");
    Path file = Fa.file(folder, "tiny.yaml", Fa.TINY + "audit: true\n");
    Fa fa = Fa.run("train", file, "--out", run, "--epochs", 1);
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.err().contains("rule usf sn: passed"), fa.err());
    assertTrue(Files.readString(run.resolve("audit.txt")).contains("seed 5"));
    assertTrue(Files.readString(run.resolve("report.html")).contains("<h2>Audit</h2>"));
  }

  @Test
  void whatIsWrongWithTheArgumentsIsTheUsersToMend() {
    Fa none = Fa.run("audit", folder.resolve("none.yaml"));
    assertEquals(2, none.exit(), none.out());
    Fa steps = Fa.run("audit", Fa.file(folder, "tiny.yaml", Fa.TINY), "--steps", 0);
    assertEquals(2, steps.exit(), steps.out());
    assertFalse(steps.err().contains("unexpectedly"), steps.err());
  }
}
