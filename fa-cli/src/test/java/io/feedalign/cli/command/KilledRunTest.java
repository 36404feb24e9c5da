package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.feedalign.cli.Fa;
import io.feedalign.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process of its own, killed at random moments and stopped by signals. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class KilledRunTest {
  private static final long SEED = 20261123;

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void aRunThatIsKilledAFewTimesEndsWithTheSameFiles() throws Exception {
    killed("{name: usf, magnitude: sn}", 4, 60);
  }

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({"bp", "usf", "brsf", "kp", "wm", "dfa", "pfa"})
  void aRunThatIsKilledManyTimesEndsWithTheSameFiles(String rule) throws Exception {
    killed(rule, 40, 200);
  }

  private void killed(String rule, int kills, int epochs) throws Exception {
    Path file = Fa.file(folder, "tiny.yaml", Fa.TINY.replaceAll("rule: .*", "rule: " + rule));
    Object[] train = {
      "train", file, "--epochs", epochs, "--checkpoint-every", "3", "--probe-every", "4"
    };
    Path whole = folder.resolve("whole");
    assertEquals(0, Fa.run(with(train, whole)).exit());
    Path run = folder.resolve("killed");
    Random random = new Random(SEED);
    // Moments are told by what was written, since how long a step takes depends on the machine.
    int linesPerEpoch = lines(whole) / epochs;
    int made = 0;
    Process process = start(with(train, run));
    while (made < kills) {
      int enough = lines(run) + 1 + random.nextInt(2 * linesPerEpoch);
      await(process, () -> lines(run) >= enough);
      if (!process.isAlive()) {
        break;
      }
      if (made % 2 == 0) {
        await(process, () -> writing(run));
      }
      process.destroyForcibly().waitFor();
      made++;
      process = start("resume", run);
    }
    assertTrue(process.waitFor(5, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), said());
    assertTrue(made > 0, "it was over before it could be killed");
    RunDiff.requireSame(whole, run);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalKeepsTheRunAndSaysHowToGoOn(String signal, int code) throws Exception {
    assumeFalse(
        signal.equals("INT") && interruptsAreIgnored(),
        "this process was started with SIGINT ignored, and so are its children");
    Path run = folder.resolve("run");
    Path file = Fa.file(folder, "tiny.yaml", Fa.TINY);
    Process process =
        start("train", file, "--epochs", 100_000, "--checkpoint-every", "never", "--out", run);
    Path metrics = run.resolve("metrics.jsonl");
    await(process, () -> Files.exists(metrics) && metrics.toFile().length() > 0);
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it did not stop");
    assertEquals(code, process.exitValue(), said());
    assertTrue(said().contains("To go on: fa resume " + run), said());
    try (Stream<Path> kept = Files.list(RunDiff.turns(run).get(0))) {
      assertEquals(1, kept.count());
    }
    assertEquals(0, Fa.run("eval", run).exit());
  }

  /** As a shell starts what it puts into the background of a script. */
  private static boolean interruptsAreIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElse("SigIgn: 0");
    return (Long.parseUnsignedLong(ignored.substring(7).strip(), 16) & 2) != 0;
  }

  private static Object[] with(Object[] train, Path out) {
    Object[] all = Arrays.copyOf(train, train.length + 2);
    all[train.length] = "--out";
    all[train.length + 1] = out;
    return all;
  }

  private Process start(Object... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    started.add(process);
    return process;
  }

  private Path log() {
    return folder.resolve("said.txt");
  }

  private String said() throws IOException {
    return Files.readString(log());
  }

  /** Lines of measurements that a run has written. */
  private static int lines(Path run) {
    Path metrics = run.resolve("metrics.jsonl");
    try (Stream<String> lines = Files.lines(metrics)) {
      return Math.toIntExact(lines.count());
    } catch (IOException | UncheckedIOException notYet) {
      return 0;
    }
  }

  /** Whether a checkpoint is being written. */
  private static boolean writing(Path run) {
    try (Stream<Path> walk = Files.walk(run.resolve("checkpoints"), 2)) {
      return walk.anyMatch(path -> path.getFileName().toString().endsWith(".tmp"));
    } catch (IOException | UncheckedIOException moved) {
      return false;
    }
  }

  private static void await(Process process, BooleanSupplier done) throws InterruptedException {
    for (int i = 0; i < 30_000 && process.isAlive() && !done.getAsBoolean(); i++) {
      Thread.sleep(1);
    }
  }
}
