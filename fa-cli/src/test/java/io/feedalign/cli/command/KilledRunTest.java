package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.feedalign.cli.Fa;
import io.feedalign.cli.FaProcess;
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

/**
 * A process of its own, killed at random moments and stopped by signals. Nightly, as often as
 * {@code -Dtest.kills=}, {@code -Dtest.chains=} and {@code -Dtest.signals=} say.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class KilledRunTest {
  private static final long SEED = 20261123;
  private static final int EPOCHS = 60;

  /** What a rule takes its share of. */
  private static final int KILLS = Integer.getInteger("test.kills", 2_000);

  private static final int RULES = 7;
  private static final int CHAINS = Integer.getInteger("test.chains", 100);
  private static final int SIGNALS = Integer.getInteger("test.signals", 50);

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void aRunThatIsKilledAFewTimesEndsWithTheSameFiles() throws Exception {
    killed(Fa.TINY, 4, EPOCHS);
  }

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({"bp", "usf", "brsf", "kp", "wm", "dfa", "pfa"})
  void aRunThatIsKilledManyTimesEndsWithTheSameFiles(String rule) throws Exception {
    killed(Fa.TINY.replaceAll("rule: .*", "rule: " + rule), (KILLS + RULES - 1) / RULES, 200);
  }

  /** Runs one after the other, until so many kills were made. */
  private void killed(String experiment, int kills, int epochs) throws Exception {
    Object[] train = train(experiment, epochs);
    Path whole = whole(train);
    int left = kills;
    for (int i = 0; left > 0; i++) {
      Path run = folder.resolve("killed" + i);
      int made = killAndResume(with(train, run), run, new Cadence(lines(whole) / epochs, left, i));
      assertTrue(made > 0, "it was over before it could be killed");
      RunDiff.requireSame(whole, run);
      left -= made;
    }
  }

  /**
   * How a run is killed.
   *
   * @param lines that it writes in an epoch
   * @param most kills at the most
   * @param number names the moments
   */
  private record Cadence(int lines, int most, long number) {}

  private int killAndResume(Object[] train, Path run, Cadence cadence) throws Exception {
    Random random = new Random(SEED + cadence.number());
    // Moments are told by what was written, since how long a step takes depends on the machine.
    int made = 0;
    Process process = start(train);
    while (made < cadence.most()) {
      int enough = lines(run) + 1 + random.nextInt(2 * cadence.lines());
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
    requireEnd(process);
    return made;
  }

  @Test
  void aRunThatIsKilledWhileItResumesEndsWithTheSameFiles() throws Exception {
    chains(1);
  }

  @Tag("nightly")
  @Test
  void runsThatAreKilledWhileTheyResumeEndWithTheSameFiles() throws Exception {
    chains(CHAINS);
  }

  /**
   * Five kills in a row each, from before the process has looked around to well within its work.
   */
  private void chains(int count) throws Exception {
    Object[] train = train(Fa.TINY, EPOCHS);
    Path whole = whole(train);
    Random random = new Random(SEED);
    for (int i = 0; i < count; i++) {
      Path run = folder.resolve("chain" + i);
      Process process = start(with(train, run));
      int enough = 1 + random.nextInt(lines(whole) / 4);
      await(process, () -> lines(run) >= enough);
      process.destroyForcibly().waitFor();
      for (int kill = 0; kill < 5; kill++) {
        process = start("resume", run);
        Thread.sleep(random.nextInt(1_000));
        process.destroyForcibly().waitFor();
      }
      requireEnd(start("resume", run));
      RunDiff.requireSame(whole, run);
    }
  }

  private Object[] train(String experiment, int epochs) {
    Path file = Fa.file(folder, "tiny.yaml", experiment);
    return new Object[] {
      "train", file, "--epochs", epochs, "--checkpoint-every", "3", "--probe-every", "4"
    };
  }

  /** The run that nobody kills. */
  private Path whole(Object[] train) {
    Path whole = folder.resolve("whole");
    assertEquals(0, Fa.run(with(train, whole)).exit());
    return whole;
  }

  private void requireEnd(Process process) throws Exception {
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it did not end");
    assertEquals(0, process.exitValue(), said());
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalKeepsTheRunAndSaysHowToGoOn(String signal, int code) throws Exception {
    Path run = signalled(signal, code, 0, 20);
    assertTrue(said().contains("To go on: fa resume " + run), said());
    assertEquals(0, Fa.run("eval", run).exit());
  }

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalKeepsTheRunWithinFiveSecondsWhenever(String signal, int code) throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < (SIGNALS + 1) / 2; i++) {
      signalled(signal, code, random.nextInt(500), 5);
    }
  }

  /** A run that got the signal some time after its first line, and kept itself within seconds. */
  private Path signalled(String signal, int code, int milliseconds, int seconds) throws Exception {
    assumeFalse(
        signal.equals("INT") && interruptsAreIgnored(),
        "this process was started with SIGINT ignored, and so are its children");
    Path run = folder.resolve("run" + started.size());
    Path file = Fa.file(folder, "tiny.yaml", Fa.TINY);
    Process process =
        start("train", file, "--epochs", 100_000, "--checkpoint-every", "never", "--out", run);
    Path metrics = run.resolve("metrics.jsonl");
    await(process, () -> Files.exists(metrics) && metrics.toFile().length() > 0);
    Thread.sleep(milliseconds);
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertTrue(process.waitFor(seconds, TimeUnit.SECONDS), "it did not stop");
    assertEquals(code, process.exitValue(), said());
    try (Stream<Path> kept = Files.list(RunDiff.turns(run).get(0))) {
      assertEquals(1, kept.count());
    }
    return run;
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
    Process process =
        FaProcess.command(arguments)
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
