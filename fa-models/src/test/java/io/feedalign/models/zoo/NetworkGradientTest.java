package io.feedalign.models.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.ir.Geometry;
import io.feedalign.models.init.WeightInit;
import io.feedalign.models.inline.Sequential;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import io.feedalign.testkit.Numbers;
import io.feedalign.testkit.ReferenceBackend;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exact gradients of whole networks against central differences of their loss, in double precision.
 */
class NetworkGradientTest {
  private static final double STEP = 1e-6;
  private static final int BATCH = 3;
  private static final int PROBES = 3;

  @Test
  void aResidualNetWithPaddedShortcutsIsDifferentiatedExactly() {
    check(ResNetCifar.ofDepth(8).build(Shape.of(3, 6, 6), 4));
  }

  @Test
  void aResidualNetWithProjectionsIsDifferentiatedExactly() {
    ResNetCifar net = ResNetCifar.ofDepth(8);
    check(new ResNetCifar(8, ResNetCifar.Shortcut.B, net.init()).build(Shape.of(3, 6, 6), 4));
  }

  @Test
  void bottlenecksBehindAPooledStemAreDifferentiatedExactly() {
    ResidualGrowth.Kind kind =
        new ResidualGrowth.Kind(ResidualGrowth.Block.BOTTLENECK, "downsample", false);
    NetworkBuilder net = new NetworkBuilder("small", Shape.of(2, 13, 13));
    ResidualGrowth growth = new ResidualGrowth(net, kind, WeightInit.HE_UNIFORM);
    check(growth.stem(4, 7, 2).halve().stage(2, 3, 1).stage(1, 4, 2).readout("fc", 4));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLineWithAdaptivePoolingIsDifferentiatedExactly(boolean bn) {
    NetworkBuilder builder = new NetworkBuilder("small", Shape.of(2, 21, 21));
    Indexed net = new Indexed(builder, WeightInit.HE_UNIFORM);
    net.conv(3, Geometry.square(5, 2, 2), !bn).relu(bn).maxPool(3, 2);
    net.conv(4, Geometry.square(3, 1, 1), true).relu(bn).maxPool(2, 1);
    net.averageTo(2).section("classifier").dropout().dense(6, !bn).relu(bn).dropout();
    check(net.dense(4, true).classify());
  }

  @Test
  void everyInlineKindIsDifferentiatedExactly() {
    Sequential.Provider provider = new Sequential.Provider();
    List<Object> layers =
        List.of(
            Map.of("conv", Map.of("out", 4, "kernel", 3, "pad", 1, "groups", 2)),
            "tanh",
            Map.of("bias", Map.of()),
            Map.of("avgpool", Map.of("kernel", 3, "stride", 2, "pad", 1)),
            Map.of("conv", Map.of("out", 6, "kernel", 2, "stride", 2, "bias", false)),
            "batchnorm",
            "sigmoid",
            Map.of("maxpool", Map.of("kernel", 2, "stride", 1)),
            Map.of("dropout", Map.of("rate", 0.25)),
            "flatten",
            Map.of("dense", Map.of("out", 7)),
            "batchnorm",
            "relu",
            Map.of("dense", Map.of("out", 4, "bias", false)));
    check(
        provider
            .create(provider.settings().settings(Map.of("layers", layers)))
            .build(Shape.of(2, 11, 9), 4));
  }

  private static void check(Network network) {
    try (InspectedStep step =
        Compiler.on(new ReferenceBackend()).batch(BATCH).seed(5).inspect(network)) {
      step.initialize();
      Map<String, double[]> start = start(step, network);
      run(step, start);
      Map<String, double[]> gradients = new HashMap<>();
      step.outputs()
          .forEach(
              (name, tensor) -> {
                if (name.startsWith("gradient/")) {
                  gradients.put(name.substring("gradient/".length()), numbers(tensor));
                }
              });
      assertEquals(
          network.trainableParameters(),
          gradients.values().stream().mapToLong(gradient -> gradient.length).sum());
      gradients.forEach((path, gradient) -> compare(step, start, path, gradient));
    }
  }

  private static void compare(
      InspectedStep step, Map<String, double[]> start, String path, double[] gradient) {
    for (int probe = 0; probe < Math.min(PROBES, gradient.length); probe++) {
      int i = (int) ((probe * 2_654_435_761L) % gradient.length);
      double slope =
          (lossWith(step, start, path, i, STEP) - lossWith(step, start, path, i, -STEP))
              / (2 * STEP);
      assertEquals(slope, gradient[i], 1e-7, path + "[" + i + "]");
    }
  }

  private static double lossWith(
      InspectedStep step, Map<String, double[]> start, String path, int i, double change) {
    Map<String, double[]> moved = new HashMap<>(start);
    double[] numbers = start.get(path).clone();
    numbers[i] += change;
    moved.put(path, numbers);
    return run(step, moved);
  }

  /** Gaussian images, and biases away from 0 so that no ReLU stands at its kink. */
  private static Map<String, double[]> start(InspectedStep step, Network network) {
    Map<String, double[]> start = new HashMap<>();
    step.inputs()
        .forEach(
            (name, tensor) -> {
              if (tensor.type() == DType.F32) {
                boolean drawn = name.equals("x") || name.endsWith(".bias");
                double[] fresh = Numbers.normal(name.hashCode(), tensor.shape());
                start.put(name, drawn ? fresh : numbers(tensor));
              }
            });
    int[] targets = new int[BATCH];
    for (int i = 0; i < BATCH; i++) {
      targets[i] = i % network.classes();
    }
    step.inputs().get("target").write(IntBuffer.wrap(targets));
    return start;
  }

  private static double run(InspectedStep step, Map<String, double[]> numbers) {
    Map<String, Tensor> inputs = step.inputs();
    numbers.forEach((name, held) -> inputs.get(name).write(DoubleBuffer.wrap(held)));
    step.run(0);
    return numbers(step.outputs().get("loss"))[0];
  }

  private static double[] numbers(Tensor tensor) {
    double[] numbers = new double[Math.toIntExact(tensor.shape().elements())];
    tensor.read(DoubleBuffer.wrap(numbers));
    return numbers;
  }
}
