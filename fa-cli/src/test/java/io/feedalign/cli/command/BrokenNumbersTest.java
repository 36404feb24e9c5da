package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.backend.Backend;
import io.feedalign.cli.Fa;
import io.feedalign.cli.config.YamlConfigReader;
import io.feedalign.core.checkpoint.Checkpoint;
import io.feedalign.core.checkpoint.Checkpoints;
import io.feedalign.core.checkpoint.Interval;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Keeper;
import io.feedalign.core.run.RunOptions;
import io.feedalign.core.run.Trainer;
import io.feedalign.tensor.Tensor;
import io.feedalign.train.RunListener;
import io.feedalign.train.RunReport;
import io.feedalign.train.Status;
import io.feedalign.train.StepReport;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are not finite end a run before they are kept, even where no loss shows them. */
class BrokenNumbersTest {
  @TempDir Path folder;

  @Test
  void aStateThatBreaksIsNeverKept() {
    Checkpoints kept = Checkpoints.in(folder).every(Interval.parse("1"));
    RunReport report = brokenAfter(3, kept);
    assertEquals(Status.DIVERGED, report.status());
    assertTrue(
        report.remark().matches("'.*momentum' was not finite after 4 steps.*"), report.remark());
    assertTrue(Files.exists(folder.resolve("step-3")));
    assertTrue(Files.notExists(folder.resolve("step-4")));
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 9})
  void withoutCheckpointsItIsFoundAtTheEndOfTheEpoch(long last) {
    RunReport report = brokenAfter(last, Keeper.NONE);
    assertEquals(Status.DIVERGED, report.status());
    assertTrue(report.remark().contains("was not finite after " + (last + 1)), report.remark());
    assertEquals((last + 1) / 5, report.epochs().size());
  }

  @Test
  void finiteNumbersAreFineThoughTheirSumIsNot() {
    RunReport report =
        heard(
            new Setup("bp", "onednn").experiment(),
            Keeper.NONE,
            (network, step) ->
                Objects.requireNonNull(network.tensors().get("conv1.bias"))
                    .write(FloatBuffer.wrap(new float[] {-3e38f, -3e38f})));
    assertEquals(Status.FINISHED, report.status(), report.remark());
  }

  /** Where a number breaks: after which step, in which tensor, and to what. */
  private record Break(Setup setup, long step, String path, float number) {
    @Override
    public String toString() {
      return setup + ": " + path + " " + number + " after step " + step;
    }
  }

  /** A run of two epochs of 30 steps. */
  private record Setup(String rule, String backend) {
    Experiment experiment() {
      return BrokenNumbersTest.experiment(
          Fa.TINY
              .replace("train: 60", "train: 360")
              .replaceAll("rule: .*", "rule: " + rule)
              .replace("backend: reference", "backend: " + backend));
    }

    Stream<Break> breaks(List<Long> steps, List<Float> numbers) {
      Experiment experiment = experiment();
      try (Backend backend = experiment.backend().open();
          CompiledNetwork network = network(experiment, backend)) {
        return List.copyOf(network.tensors().keySet()).stream()
            .flatMap(path -> steps.stream().map(step -> new Break(this, step, path, 0)))
            .flatMap(at -> numbers.stream().map(x -> new Break(this, at.step(), at.path(), x)));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> aNumberThatBreaksIsFoundBeforeItIsKept() {
    return new Setup("usf", "onednn").breaks(List.of(7L), List.of(Float.NaN)).map(this::found);
  }

  @TestFactory
  @Tag("nightly")
  Stream<DynamicTest> whereverAndWheneverANumberBreaksItIsFoundBeforeItIsKept() {
    List<Float> numbers = List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    List<DynamicTest> tests =
        Stream.of("bp", "usf", "kp", "dfa")
            .flatMap(rule -> Stream.of("reference", "onednn").map(on -> new Setup(rule, on)))
            .flatMap(setup -> setup.breaks(List.of(0L, 7L, 29L), numbers))
            .map(this::found)
            .toList();
    assertTrue(tests.size() >= 200, tests.size() + " cases");
    return tests.stream();
  }

  private DynamicTest found(Break at) {
    return dynamicTest(at.toString(), () -> requireFound(at));
  }

  private void requireFound(Break at) throws IOException {
    AtomicLong last = new AtomicLong();
    Experiment experiment = at.setup().experiment();
    RunReport report = broken(experiment, at, Keeper.NONE, last::set);
    assertEquals(Status.DIVERGED, report.status());
    assertTrue(last.get() - at.step() <= 10, () -> "it went on to step " + last);

    Path kept = Files.createTempDirectory(folder, "kept");
    Checkpoints every = Checkpoints.in(kept).every(Interval.parse("1"));
    assertEquals(Status.DIVERGED, broken(experiment, at, every, step -> {}).status());
    Optional<Checkpoint> newest = Checkpoints.newest(kept, skipped -> fail(skipped));
    long step = newest.map(found -> found.standing().position().step()).orElse(0L);
    assertEquals(at.step(), step, "the step before it broke was kept, and nothing since");
  }

  private static RunReport brokenAfter(long step, Keeper keeper) {
    Experiment experiment = experiment(Fa.TINY);
    Break at = new Break(new Setup("", ""), step, "conv1.weight.momentum", Float.POSITIVE_INFINITY);
    return broken(experiment, at, keeper, made -> {});
  }

  private static Experiment experiment(String text) {
    return new ExperimentAssembler(Plugins.discover())
        .assemble(new YamlConfigReader().read("tiny.yaml", text.getBytes(StandardCharsets.UTF_8)));
  }

  private static CompiledNetwork network(Experiment experiment, Backend backend) {
    return experiment
        .compiler(backend, experiment.variants().get(0), 5)
        .compile(experiment.network());
  }

  /** A listener breaks one number after a step. */
  private static RunReport broken(
      Experiment experiment, Break at, Keeper keeper, LongConsumer steps) {
    return heard(
        experiment,
        keeper,
        (network, step) -> {
          steps.accept(step);
          if (step == at.step()) {
            spoil(Objects.requireNonNull(network.tensors().get(at.path())), at.number());
          }
        });
  }

  /** A run of two epochs in which something is done after each step. */
  private static RunReport heard(
      Experiment experiment, Keeper keeper, ObjLongConsumer<CompiledNetwork> after) {
    try (Backend backend = experiment.backend().open();
        CompiledNetwork network = network(experiment, backend)) {
      network.initialize();
      RunListener listener =
          new RunListener() {
            @Override
            public void stepFinished(StepReport made) {
              after.accept(network, made.step());
            }
          };
      return new Trainer(listener)
          .keeping(keeper)
          .fit(network, experiment.data(), new RunOptions("", 2, 5));
    }
  }

  private static void spoil(Tensor tensor, float number) {
    float[] numbers = tensor.toArray();
    numbers[numbers.length - 1] = number;
    tensor.write(FloatBuffer.wrap(numbers));
  }
}
