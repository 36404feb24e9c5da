package io.feedalign.models.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.core.compile.Precision;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.data.Batch;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Program;
import io.feedalign.models.init.WeightInit;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.optim.Schedule;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import io.feedalign.testkit.Plans;
import io.feedalign.testkit.ReferenceBackend;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where ReLUs' gates stand in the programs of networks that pool. */
class GatesBeforePoolingTest {
  private static final Binary GATE = new Binary(Binary.Function.RELU_GATE);
  private static final int BATCH = 4;

  private static Compiler compiler(Precision precision) {
    return Compiler.on(new ReferenceBackend())
        .update((emit, context, update) -> emit.scale(update, 0.1))
        .precision(precision)
        .batch(BATCH)
        .seed(3);
  }

  private static Model model(String name) {
    return switch (name) {
      case "lenet" -> new LeNet(WeightInit.TORCH);
      case "alexnet" -> new AlexNet(false, WeightInit.TORCH);
      case "vgg11" -> Vgg.ofDepth(11);
      default -> new Vgg(11, true, Vgg.Head.CIFAR, WeightInit.TORCH);
    };
  }

  /** How often a gate directly follows a spreading, and how often it comes directly before. */
  private static String order(Program program) {
    long after = 0;
    long before = 0;
    for (Instruction first : program.body()) {
      for (Instruction second : program.body()) {
        boolean next = !first.outputs().isEmpty() && second.inputs().contains(first.output());
        after += next && spreads(first) && second.op().equals(GATE) ? 1 : 0;
        before += next && first.op().equals(GATE) && spreads(second) ? 1 : 0;
      }
    }
    return after + " after, " + before + " before";
  }

  private static boolean spreads(Instruction step) {
    return step.op() instanceof MaxPoolGrad;
  }

  @ParameterizedTest
  @CsvSource({
    "lenet, 1x28x28, '0 after, 2 before'",
    "alexnet, 3x224x224, '0 after, 3 before'",
    "vgg11, 3x64x64, '0 after, 5 before'",
    "vgg11-bn, 3x64x64, '5 after, 0 before'",
  })
  void gatesStandBeforeButForNormsThatGateThemselves(String name, String input, String order) {
    int[] sizes = Arrays.stream(input.split("x")).mapToInt(Integer::parseInt).toArray();
    Network network = model(name).build(Shape.of(sizes), 10);
    for (Precision precision : Precision.values()) {
      Compiler compiler = compiler(precision);
      assertEquals(order, order(compiler.trace(network).program("learn")), precision.key());
      compiler.plan(network).programs().forEach(Plans::assertSound);
    }
  }

  /** All signals are read there, so that all gates stand where layers have put them. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void aStepLearnsWhatAnInspectedStepLearns(Precision precision) {
    Network network = model("lenet").build(Shape.of(1, 28, 28), 10);
    float[] pixels = new float[BATCH * 28 * 28];
    int[] targets = {3, 1, 4, 1};
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(1.7 * i + 0.3);
    }
    Map<String, double[]> inspected = inspected(network, precision, pixels, targets);
    Map<String, double[]> learnt = new LinkedHashMap<>();
    try (CompiledNetwork compiled = compiler(precision).compile(network)) {
      compiled.initialize();
      Batch batch = Batch.allocate(BATCH, network.inputShape());
      batch.images().put(0, pixels);
      batch.targets().put(0, targets);
      compiled.learn(batch, new Schedule.Progress(0, 1, 1));
      compiled.tensors().forEach((path, tensor) -> learnt.put(path, read(tensor)));
    }
    double tolerance = precision == Precision.BF16 ? 1e-4 : 1e-7;
    learnt.forEach(
        (path, numbers) -> assertArrayEquals(inspected.get(path), numbers, tolerance, path));
    assertEquals(10, learnt.size());
  }

  private static Map<String, double[]> inspected(
      Network network, Precision precision, float[] pixels, int[] targets) {
    Map<String, double[]> after = new LinkedHashMap<>();
    try (InspectedStep step = compiler(precision).inspect(network)) {
      step.initialize();
      step.inputs().get("x").write(FloatBuffer.wrap(pixels));
      step.inputs().get("target").write(IntBuffer.wrap(targets));
      double[] start = read(step.inputs().get("conv1.bias"));
      step.run(0);
      Map<String, Tensor> states = step.inputs();
      states.keySet().removeAll(Set.of("x", "target"));
      states.forEach((path, tensor) -> after.put(path, read(tensor)));
      assertNotEquals(start[0], after.get("conv1.bias")[0]);
    }
    return after;
  }

  private static double[] read(Tensor tensor) {
    double[] numbers = new double[(int) tensor.shape().elements()];
    tensor.read(DoubleBuffer.wrap(numbers));
    return numbers;
  }
}
