package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.core.store.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainCommandTest {

  private final JsonMapper json = JsonMapper.builder().build();

  @TempDir Path folder;

  @Test
  void aRunFolderHoldsEverythingThatIsNeededToGetTheNumbersAgain() throws IOException {
    Path run = folder.resolve("run");
    Fa fa = Fa.run("train", experiment(), "--out", run);
    assertEquals(0, fa.exit(), fa.err());
    assertEquals(
        Set.of(
            ".lock",
            "checkpoints",
            "experiment.yaml",
            "run.json",
            "metrics.jsonl",
            "model.safetensors",
            "results.json",
            "report.html"),
        names(run));
    assertTrue(fa.out().contains("usf sn"), fa.out());
    assertTrue(fa.out().contains("report: " + run.resolve("report.html")), fa.out());
    JsonNode facts = json.readTree(run.resolve("run.json"));
    assertEquals(1, facts.get("threads").asInt());
    assertEquals("sn", facts.at("/experiment/variants/usf sn/rule/magnitude").asString());
    List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
    assertEquals(3, lines.size());
    JsonNode first = json.readTree(lines.get(0));
    assertEquals(0, first.get("epoch").asInt());
    assertTrue(first.get("measures").size() >= 3);
  }

  @Test
  void evalScoresTheWeightsThatTrainLeft() throws IOException {
    Path run = folder.resolve("run");
    assertEquals(0, Fa.run("train", experiment(), "--out", run).exit());
    Fa eval = Fa.run("eval", run, "--json");
    assertEquals(0, eval.exit(), eval.err());
    double trained = json.readTree(run.resolve("results.json")).at("/0/test_error").asDouble();
    JsonNode scored = json.readTree(eval.out());
    assertEquals(trained, scored.get("test_error").asDouble(), 1e-9);
    assertEquals(20, scored.get("images").asInt());
    assertTrue(Fa.run("eval", run, "--split", "validation").out().startsWith("validation: error"));
    assertEquals(2, Fa.run("eval", run, "--split", "tset").exit());
  }

  @Test
  void theSameExperimentGivesTheSameNumbers() throws IOException {
    Fa.run("train", experiment(), "--out", folder.resolve("a"));
    Fa.run("train", experiment(), "--out", folder.resolve("b"));
    assertEquals(
        Safetensors.read(folder.resolve("a/model.safetensors")),
        Safetensors.read(folder.resolve("b/model.safetensors")));
  }

  @Test
  void aRunThatDivergesSaysSoAndLeavesNoWeights() throws IOException {
    Path run = folder.resolve("run");
    Fa fa = Fa.run("train", experiment(), "--out", run, "--set", "update.rate=1e6");
    assertEquals(3, fa.exit(), fa.err());
    assertTrue(fa.out().contains("diverged"), fa.out());
    assertFalse(Files.exists(run.resolve("model.safetensors")));
    JsonNode row = json.readTree(run.resolve("results.json")).get(0);
    assertEquals("diverged", row.get("status").asString());
    assertTrue(row.get("test_error").isNull());
    Fa eval = Fa.run("eval", run);
    assertEquals(2, eval.exit());
    assertTrue(eval.err().contains("a run that diverged leaves no weights"), eval.err());
  }

  @Test
  void aFolderWithOtherThingsIsLeftAlone() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("experiment.yaml"), "precious");
    Fa fa = Fa.run("train", experiment(), "--out", mine);
    assertEquals(2, fa.exit());
    assertEquals("precious", Files.readString(mine.resolve("experiment.yaml")));
    assertEquals(Set.of("experiment.yaml"), names(mine));
  }

  @Test
  void anEarlierRunInTheSameFolderIsReplaced() throws IOException {
    Path run = folder.resolve("run");
    Fa.run("train", experiment(), "--out", run);
    assertEquals(0, Fa.run("train", experiment(), "--out", run, "--epochs", "1").exit());
    assertEquals(2, Files.readAllLines(run.resolve("metrics.jsonl")).size());
  }

  private Path experiment() {
    return Fa.file(folder, "tiny.yaml", Fa.TINY);
  }

  private static Set<String> names(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
