package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.experiment.BackendChoice;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.data.Batch;
import io.feedalign.nn.Network;
import io.feedalign.optim.Schedule;
import io.feedalign.spi.ModelProvider;
import io.feedalign.tensor.Shape;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The large networks make a step on small batches, on the best backend that there is. */
class ZooStepTest {
  private static final int BATCH = 4;

  @ParameterizedTest
  @CsvSource({
    "alexnet, 224, torch",
    "vgg11, 32, he-normal",
    "vgg16-bn, 32, he-normal-fan-out",
    "resnet18, 64, he-uniform",
    "resnet50, 32, he-uniform",
    "resnet20, 32, orthogonal"
  })
  void itMakesAStep(String model, int side, String init) {
    Plugins plugins = Plugins.discover();
    ModelProvider provider = plugins.models().get(model);
    Shape image = Shape.of(3, side, side);
    Network network =
        provider.create(provider.settings().settings(Map.of("init", init))).build(image, 10);
    try (Backend backend = BackendChoice.best(plugins.backends()).open();
        CompiledNetwork compiled =
            Compiler.on(backend)
                .update((emit, context, update) -> emit.scale(update, 0.01))
                .batch(BATCH)
                .seed(3)
                .compile(network)) {
      compiled.initialize();
      String first = network.nodes().get(0).path() + ".weight";
      float[] before = compiled.tensors().get(first).toArray();
      double loss = compiled.learn(batch(image), new Schedule.Progress(0, 1, 1));
      assertTrue(Double.isFinite(loss) && loss > 0, "loss " + loss);
      assertNotEquals(before[0], compiled.tensors().get(first).toArray()[0]);
      assertEquals(Optional.empty(), compiled.notFinite());
      assertTrue(Double.isFinite(compiled.infer(batch(image)).loss()));
    }
  }

  private static Batch batch(Shape image) {
    Batch batch = Batch.allocate(BATCH, image);
    for (int i = 0; i < batch.images().capacity(); i++) {
      batch.images().put(i, (float) Math.sin(0.37 * i));
    }
    for (int row = 0; row < BATCH; row++) {
      batch.targets().put(row, row);
    }
    return batch;
  }
}
