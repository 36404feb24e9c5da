package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.cli.Fa;
import io.feedalign.cli.config.YamlConfigReader;
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
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
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

  /** A listener breaks one number after a step. */
  private static RunReport brokenAfter(long step, Keeper keeper) {
    Experiment experiment =
        new ExperimentAssembler(Plugins.discover())
            .assemble(
                new YamlConfigReader().read("tiny.yaml", Fa.TINY.getBytes(StandardCharsets.UTF_8)));
    try (Backend backend = experiment.backend().open();
        CompiledNetwork network =
            experiment
                .compiler(backend, experiment.variants().get(0), 5)
                .compile(experiment.network())) {
      network.initialize();
      RunListener breaker =
          new RunListener() {
            @Override
            public void stepFinished(StepReport made) {
              if (made.step() == step) {
                spoil(network);
              }
            }
          };
      return new Trainer(breaker)
          .keeping(keeper)
          .fit(network, experiment.data(), new RunOptions("", 2, 5));
    }
  }

  private static void spoil(CompiledNetwork network) {
    String path =
        network.tensors().keySet().stream()
            .filter(name -> name.endsWith(".weight.momentum"))
            .findFirst()
            .orElseThrow();
    Tensor state = Objects.requireNonNull(network.tensors().get(path));
    float[] numbers = state.toArray();
    numbers[numbers.length - 1] = Float.POSITIVE_INFINITY;
    state.write(FloatBuffer.wrap(numbers));
  }
}
