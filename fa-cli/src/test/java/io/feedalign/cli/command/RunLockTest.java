package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.cli.FaProcess;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, one run folder. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class RunLockTest {

  @TempDir Path folder;

  @Test
  void aFolderInWhichAnotherProcessWritesIsRefusedUntilThatIsDead() throws Exception {
    Path file = Fa.file(folder, "tiny.yaml", Fa.TINY);
    Path run = folder.resolve("run");
    try (FaProcess first = training(file, run)) {
      List<Object[]> seconds =
          List.of(
              new Object[] {"train", file, "--out", run},
              new Object[] {"train", file, "--out", run, "--overwrite"},
              new Object[] {"compare", file, "--out", run},
              new Object[] {"resume", run},
              new Object[] {"search", file, "--rates", "0.1", "--out", run},
              new Object[] {
                "import",
                "--model",
                "mlp",
                "--weights",
                weights(),
                "--out",
                run,
                "--set",
                "model.widths=[]",
                "--set",
                "model.input=[3, 8, 8]"
              });
      for (Object[] second : seconds) {
        Fa fa = Fa.run(second);
        String told = second[0] + ": " + fa.err();
        assertEquals(2, fa.exit(), told);
        List<String> errors = fa.err().lines().filter(l -> l.startsWith("error: ")).toList();
        assertEquals(1, errors.size(), told);
        assertTrue(errors.get(0).startsWith("error: Another process is writing to '" + run), told);
      }
      assertTrue(first.process().isAlive(), first.said());
      first.end("KILL");
    }
    Fa again = Fa.run("train", file, "--out", run);
    assertEquals(2, again.exit());
    String told =
        "error: '"
            + run
            + "' holds a run that has not ended. Go on with it: fa resume "
            + run
            + ". Or replace it with --overwrite.";
    assertTrue(again.err().lines().anyMatch(told::equals), again.err());
    assertTrue(Files.readString(run.resolve("metrics.jsonl")).lines().count() > 1);
    assertEquals(0, Fa.run("train", file, "--out", run, "--overwrite").exit());
    assertEquals(3, Files.readAllLines(run.resolve("metrics.jsonl")).size());
  }

  @Test
  void aComparisonThatHasNotEndedIsReplacedOnlyIfThatIsSaid() throws Exception {
    Path file = Fa.file(folder, "tiny.yaml", Fa.TINY);
    Path run = folder.resolve("run");
    assertEquals(0, Fa.run("compare", file, "--out", run).exit());
    assertEquals(0, Fa.run("compare", file, "--out", run).exit());
    Files.delete(run.resolve("report.html"));
    Fa refused = Fa.run("compare", file, "--out", run);
    assertEquals(2, refused.exit());
    assertTrue(refused.err().contains("fa resume " + run), refused.err());
    assertEquals(0, Fa.run("resume", run).exit());
    assertEquals(0, Fa.run("compare", file, "--out", run).exit());
  }

  @Test
  void oneProcessHasItOnceAtATime() {
    Path run = folder.resolve("run");
    try (RunLock first = RunLock.take(run, note -> {})) {
      FaException refused = assertThrows(FaException.class, () -> RunLock.take(run, note -> {}));
      assertTrue(refused.getMessage().contains("'" + run + "'"), refused.getMessage());
    }
    RunLock.take(run, note -> {}).close();
  }

  private FaProcess training(Path file, Path run) throws Exception {
    Path metrics = run.resolve("metrics.jsonl");
    FaProcess first =
        FaProcess.start(
            folder.resolve("said.txt"), "train", file, "--epochs", 100_000, "--out", run);
    first.await(() -> Files.exists(metrics) && metrics.toFile().length() > 0);
    return first;
  }

  private Path weights() {
    Path file = folder.resolve("weights.safetensors");
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("dense1.weight", StoredTensor.ofFloats(Shape.of(10, 192), new float[1920]));
    tensors.put("dense1.bias", StoredTensor.ofFloats(Shape.of(10), new float[10]));
    Safetensors.write(file, tensors);
    return file;
  }
}
