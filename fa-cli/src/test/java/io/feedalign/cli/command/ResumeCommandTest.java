package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ResumeCommandTest {
  /** Five steps an epoch. */
  private static final int STEPS = 10;

  @TempDir Path folder;

  private final RunFolders folders = new RunFolders(Path.of("runs"), Clock.systemUTC());

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 6, 9, 10})
  void aRunThatWasKilledGoesOnToTheSameFiles(int kept) throws IOException {
    Path whole = run("whole");
    Path killed = killedAt(kept);
    Fa fa = Fa.run("resume", killed);
    assertEquals(0, fa.exit(), fa.err());
    RunDiff.requireSame(whole, killed);
    assertTrue(
        Files.readString(killed.resolve("report.html")).contains("resumed"), "the record says so");
  }

  @Test
  void aTornLineOfMetricsIsDropped() throws IOException {
    Path whole = run("whole");
    byte[] lines = Files.readAllBytes(whole.resolve("metrics.jsonl"));
    for (int cut : List.of(1, 2, 40, 200)) {
      Path killed = killedAt(4);
      Files.write(killed.resolve("metrics.jsonl"), Arrays.copyOf(lines, lines.length - cut));
      assertEquals(0, Fa.run("resume", killed).exit());
      RunDiff.requireSame(whole, killed);
      folders.clear(killed);
    }
  }

  @Test
  void metricsThatAreGoneAreMissed() throws IOException {
    Path killed = killedAt(6);
    Files.write(killed.resolve("metrics.jsonl"), new byte[3]);
    Fa fa = Fa.run("resume", killed);
    assertEquals(2, fa.exit());
    assertTrue(fa.err().contains("metrics.jsonl' has 3 bytes, but had "), fa.err());
  }

  @Test
  void aDamagedCheckpointIsSkippedAndNamedOnce() throws IOException {
    Path whole = run("whole");
    Path killed = killedAt(7);
    damage(turn(killed).resolve("step-7/model.safetensors"));
    Fa fa = Fa.run("resume", killed);
    assertEquals(0, fa.exit(), fa.err());
    assertEquals(2, fa.err().split("checkpoint step-7 was skipped", -1).length, fa.err());
    assertTrue(fa.err().contains("step-7/model.safetensors' is not what was written"), fa.err());
    RunDiff.requireSame(whole, killed);
  }

  @Test
  void aRunWithoutAnyWholeCheckpointStartsOver() throws IOException {
    Path whole = run("whole");
    Path killed = killedAt(2);
    damage(turn(killed).resolve("step-1/COMMIT"));
    damage(turn(killed).resolve("step-2/COMMIT"));
    Fa fa = Fa.run("resume", killed);
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.err().contains("step-1 was skipped"), fa.err());
    RunDiff.requireSame(whole, killed);
  }

  @Test
  void anExperimentThatWasEditedIsRefused() throws IOException {
    Path killed = killedAt(4);
    Files.writeString(
        killed.resolve("experiment.yaml"), "\n# a remark\n", StandardOpenOption.APPEND);
    Fa fa = Fa.run("resume", killed);
    assertEquals(2, fa.exit());
    assertTrue(fa.err().contains("cannot go on, because what it was made with"), fa.err());
    assertTrue(fa.err().contains("experiment: was sha256 "), fa.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "plugins", "threads"})
  void whatElseDecidesTheBitsMustBeTheSame(String what) throws IOException {
    Path killed = killedAt(4);
    Path origin = killed.resolve("checkpoints/origin.json");
    String text = Files.readString(origin);
    Files.writeString(
        origin, text.replaceAll("\"" + what + "\": \"[^\"]*\"", "\"" + what + "\": \"77\""));
    Fa fa = Fa.run("resume", killed);
    assertEquals(2, fa.exit());
    assertTrue(fa.err().contains(what + ": was 77, is "), fa.err());
  }

  @Test
  void aFolderThatIsNoRunIsASentence() {
    Fa fa = Fa.run("resume", folder);
    assertEquals(2, fa.exit());
    assertTrue(fa.err().contains("is no run that can go on"), fa.err());
  }

  @Test
  void aRunThatIsFinishedOnlyShowsItsResult() throws IOException {
    Path whole = run("whole");
    Fa fa = Fa.run("resume", whole);
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.out().contains("usf sn"), fa.out());
    assertFalse(fa.err().contains("epoch"), fa.err());
    assertEquals(3, Files.readAllLines(whole.resolve("metrics.jsonl")).size());
  }

  @Test
  void whatCompareHadFinishedIsNotRunAgain() throws IOException {
    Path whole = compare("whole");
    Path killed = compare("killed");
    List<Path> turns = RunDiff.turns(killed);
    assertEquals(
        List.of("01-bp-seed5", "02-fa-seed5", "03-bp-seed6", "04-fa-seed6"),
        turns.stream().map(turn -> turn.getFileName().toString()).toList());
    folders.clear(turns.get(3));
    killTurn(turns.get(2), 4);
    forgetEnd(killed);
    Fa fa = Fa.run("resume", killed);
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.err().contains("[1/2] bp: epoch 1 of 2"), fa.err());
    assertFalse(fa.err().contains("[3/"), fa.err());
    RunDiff.requireSame(whole, killed);
    assertEquals(4, JsonMapper.shared().readTree(killed.resolve("results.json")).size());
  }

  @Test
  void evalSaysWhichCheckpointItTook() throws IOException {
    Path killed = killedAt(7);
    Fa eval = Fa.run("eval", killed, "--json");
    assertEquals(0, eval.exit(), eval.err());
    assertTrue(eval.err().contains("step-7"), eval.err());
    assertTrue(Fa.run("eval", killed, "--checkpoint", "best").err().contains("weights of "));
    assertTrue(Fa.run("eval", killed, "--checkpoint", "step-6").err().contains("step-6"));
    assertEquals(2, Fa.run("eval", killed, "--checkpoint", "step-99").exit());
    assertEquals(2, Fa.run("eval", killed, "--checkpoint", "../whole").exit());
    assertEquals(0, Fa.run("resume", killed).exit());
    assertFalse(Fa.run("eval", killed).err().contains("weights of"));
  }

  @Test
  void aRunThatDivergesLeavesFiniteCheckpointsAndStaysDiverged() throws IOException {
    Path run = folder.resolve("run");
    Fa fa =
        Fa.run(
            "train",
            tiny(),
            "--out",
            run,
            "--set",
            "update.rate=1e6",
            "--checkpoint-every",
            "1",
            "--checkpoint-keep",
            "100");
    assertEquals(3, fa.exit(), fa.err());
    List<Path> models;
    try (Stream<Path> walk = Files.walk(run)) {
      models = walk.filter(file -> file.endsWith("model.safetensors")).toList();
    }
    assertTrue(models.size() >= 1, "it was kept before it diverged");
    for (Path model : models) {
      for (Map.Entry<String, StoredTensor> each : Safetensors.read(model).tensors().entrySet()) {
        assertTrue(
            Arrays.stream(each.getValue().toDoubles()).allMatch(Double::isFinite), each.getKey());
      }
    }
    assertEquals(3, Fa.run("resume", run).exit());
  }

  private Path tiny() {
    return Fa.file(folder, "tiny.yaml", Fa.TINY);
  }

  private Path run(String name) {
    Path run = folder.resolve(name);
    Fa fa =
        Fa.run(
            "train", tiny(), "--out", run, "--checkpoint-every", "1", "--checkpoint-keep", "100");
    assertEquals(0, fa.exit(), fa.err());
    return run;
  }

  private Path compare(String name) {
    Path run = folder.resolve(name);
    Fa fa =
        Fa.run(
            "compare",
            tiny(),
            "--rules",
            "bp,fa",
            "--seeds",
            "2",
            "--out",
            run,
            "--checkpoint-every",
            "1",
            "--checkpoint-keep",
            "100");
    assertEquals(0, fa.exit(), fa.err());
    return run;
  }

  /** A run as a kill leaves it whose last checkpoint is that of a step; its log is further. */
  private Path killedAt(int step) throws IOException {
    Path run = run("killed");
    killTurn(turn(run), step);
    forgetEnd(run);
    Files.delete(run.resolve("model.safetensors"));
    return run;
  }

  private void killTurn(Path turn, int kept) {
    folders.clear(turn.resolve("outcome"));
    for (int step = kept + 1; step <= STEPS; step++) {
      folders.clear(turn.resolve("step-" + step));
    }
  }

  private static void forgetEnd(Path run) throws IOException {
    Files.delete(run.resolve("results.json"));
    Files.delete(run.resolve("report.html"));
  }

  private static Path turn(Path run) throws IOException {
    return RunDiff.turns(run).get(0);
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}
