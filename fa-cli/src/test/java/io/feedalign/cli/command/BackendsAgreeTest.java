package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Backend;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.optim.Schedule;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LeNet on real images: what two backends, and two code paths on one, make of the same steps. */
class BackendsAgreeTest {
  private static final int STEPS = 20;

  /** Losses of the first steps, and the first layer's weights after them. */
  private record Start(double[] losses, float[] weights) {}

  private static Start start(String backend, String rule) {
    Plugins plugins = Plugins.discover();
    BackendProvider provider = plugins.backends().get(backend);
    assumeTrue(
        provider.availability() instanceof Availability.Available, backend + " cannot run here");
    Experiment experiment =
        new ExperimentAssembler(plugins)
            .assemble(
                ConfigTree.of(
                    Map.of(
                        "model",
                        "lenet",
                        "data",
                        "fashion-mnist-mini",
                        "rule",
                        rule,
                        "backend",
                        backend,
                        "update",
                        Map.of("name", "sgd", "rate", 0.02, "momentum", 0.9))));
    try (Backend opened = experiment.backend().open();
        CompiledNetwork network =
            experiment
                .compiler(opened, experiment.variants().get(0), 1)
                .compile(experiment.network());
        BatchStream batches =
            experiment.data().stream(Split.TRAIN, StreamOptions.learning(network.batch(), 1, 0))) {
      network.initialize();
      Batch batch = Batch.allocate(network.batch(), experiment.data().imageShape());
      double[] losses = new double[STEPS];
      for (int step = 0; step < STEPS; step++) {
        assertTrue(batches.next(batch));
        losses[step] = network.learn(batch, new Schedule.Progress(step, 70, 1));
      }
      return new Start(losses, network.tensors().get("conv1.weight").toArray());
    }
  }

  @Test
  void theirLossesAgree() {
    double[] first = start("onednn", "bp").losses();
    double[] second = start("nd4j", "bp").losses();
    for (int step = 0; step < STEPS; step++) {
      assertEquals(first[step], second[step], 1e-4 * first[step], "step " + step);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"onednn", "nd4j"})
  void theFeedbackPathWithTheWeightItselfIsBackpropBitForBit(String backend) {
    Start bp = start(backend, "bp");
    Start sham = start(backend, "sham");
    assertArrayEquals(bp.losses(), sham.losses());
    assertArrayEquals(bp.weights(), sham.weights());
  }

  @ParameterizedTest
  @ValueSource(strings = {"onednn", "nd4j"})
  void theSameSeedGivesTheSameBits(String backend) {
    Start first = start(backend, "brsf");
    Start second = start(backend, "brsf");
    assertArrayEquals(first.losses(), second.losses());
    assertArrayEquals(first.weights(), second.weights());
  }
}
