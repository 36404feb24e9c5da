package io.feedalign.cli.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.StepPrograms;
import io.feedalign.core.experiment.BackendChoice;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.core.store.TensorCopy;
import io.feedalign.data.Batch;
import io.feedalign.error.FaException;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Value;
import io.feedalign.nn.Network;
import io.feedalign.optim.Schedule;
import io.feedalign.spi.ModelProvider;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.Rig;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that onnxruntime runs, against what our own inference makes of the same weights. */
class OnnxModelTest {
  private static final int BATCH = 5;
  private static final int CLASSES = 7;

  @TempDir Path folder;
  private final Plugins plugins = Plugins.discover();

  @ParameterizedTest
  @CsvSource({
    "lenet, A, 1, 28",
    "resnet20, A, 3, 32",
    "resnet20, B, 3, 32",
    "vgg11-bn, A, 3, 32",
    "resnet50, A, 3, 32",
    "lenet-cifar, A, 3, 32"
  })
  void onnxruntimeGivesOurLogits(String model, String option, int channels, int side)
      throws OrtException {
    Shape image = Shape.of(channels, side, side);
    Network network = network(model, option, image);
    try (Backend backend = BackendChoice.best(plugins.backends()).open()) {
      Map<String, StoredTensor> weights = trained(network, backend);
      Path file = folder.resolve("model.onnx");
      new OnnxModel(network, weights, Map.of("input", "as it is")).write(file, backend);
      float[] pixels = pixels(BATCH, image);
      double[] ours = ours(network, weights, backend, pixels);
      float[][] theirs = theirs(file, image, pixels);
      double largest = 0;
      for (double logit : ours) {
        largest = Math.max(largest, Math.abs(logit));
      }
      assertTrue(largest > 1e-3, "logits of at most " + largest);
      for (int row = 0; row < BATCH; row++) {
        for (int k = 0; k < CLASSES; k++) {
          double logit = ours[row * CLASSES + k];
          assertEquals(logit, theirs[row][k], 1e-4 * Math.max(1, largest), row + ", " + k);
        }
      }
    }
  }

  @Test
  void anOperationWithoutFormInOnnxIsRefusedByName() {
    OnnxTable table = new OnnxTable(new OnnxGraph("x"), Set.of());
    Instruction odd = new Instruction(new Sum(1), List.of(), List.of());
    FaException refused = assertThrows(FaException.class, () -> table.write(odd));
    assertTrue(refused.getMessage().contains("Sum[axis=1]"), refused.getMessage());
  }

  private Network network(String model, String option, Shape image) {
    ModelProvider provider = plugins.models().get(model);
    Map<String, Object> given = option.equals("A") ? Map.of() : Map.of("option", option);
    return provider.create(provider.settings().settings(given)).build(image, CLASSES);
  }

  /** Weights after two steps, so that running statistics are no longer 0 and 1. */
  private static Map<String, StoredTensor> trained(Network network, Backend backend) {
    Map<String, StoredTensor> weights = new LinkedHashMap<>();
    try (CompiledNetwork compiled =
        Compiler.on(backend)
            .update((emit, context, update) -> emit.scale(update, 1e-3))
            .batch(BATCH)
            .seed(2)
            .compile(network)) {
      compiled.initialize();
      Batch batch = Batch.allocate(BATCH, network.inputShape());
      batch.images().duplicate().put(pixels(BATCH, network.inputShape()));
      compiled.learn(batch, new Schedule.Progress(0, 2, 1));
      compiled.learn(batch, new Schedule.Progress(1, 2, 1));
      compiled.tensors().forEach((path, tensor) -> weights.put(path, TensorCopy.of(tensor)));
    }
    return weights;
  }

  /** Pixels in logical order. */
  private static float[] pixels(int batch, Shape image) {
    float[] pixels = new float[Math.toIntExact(image.withBatch(batch).elements())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(0.7 * i + 1e-5 * i * i);
    }
    return pixels;
  }

  private static double[] ours(
      Network network, Map<String, StoredTensor> weights, Backend backend, float[] pixels) {
    StepPrograms traced =
        Compiler.on(backend).batch(BATCH).trace(network.withHead(new ReadoutHead()));
    Program infer = traced.program("infer");
    try (Rig rig = new Rig(backend, infer, Placement.separate())) {
      for (Value state : infer.states()) {
        TensorCopy.fill(rig.tensor(state), weights.get(state.name()));
      }
      rig.tensor(traced.feeds().input()).write(FloatBuffer.wrap(pixels));
      rig.run();
      return rig.read(traced.outlets().hits().orElseThrow());
    }
  }

  private static float[][] theirs(Path file, Shape image, float[] pixels) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] sizes = {BATCH, image.size(0), image.size(1), image.size(2)};
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), sizes);
        OrtSession.Result result = session.run(Map.of("input", input))) {
      return (float[][]) result.get("logits").orElseThrow().getValue();
    }
  }
}
