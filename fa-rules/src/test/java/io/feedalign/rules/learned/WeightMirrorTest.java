package io.feedalign.rules.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.data.Batch;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.optim.Schedule;
import io.feedalign.rules.lab.Compiled;
import io.feedalign.rules.lab.ConvLoops;
import io.feedalign.rules.lab.DenseLoops;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.OnEveryBackend;
import io.feedalign.rules.lab.Oracle;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import io.feedalign.testkit.ReferenceBackend;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feedback that learns from a layer's echo of noise. */
@OnEveryBackend
class WeightMirrorTest {
  @Parameter Host host;

  private static final int BATCH = 4;

  private Backend backend = new ReferenceBackend();

  @BeforeEach
  void open() {
    backend = host.open();
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private CompiledNetwork compiled(Nets net, Object... settings) {
    return Compiled.network(backend, net, BATCH, Rules.named("wm", settings).make());
  }

  private static double[] tensor(CompiledNetwork network, String path) {
    Tensor tensor = Objects.requireNonNull(network.tensors().get(path), path);
    double[] numbers = new double[Math.toIntExact(tensor.shape().elements())];
    tensor.read(DoubleBuffer.wrap(numbers));
    return numbers;
  }

  private static Map<String, double[]> all(CompiledNetwork network) {
    Map<String, double[]> all = new HashMap<>();
    network.tensors().keySet().forEach(path -> all.put(path, tensor(network, path)));
    return all;
  }

  @Test
  void aLinearLayersAngleIsBelowTwoDegreesAfterTwoThousandBatchesOf64() {
    NetworkBuilder net = new NetworkBuilder("linear", Shape.of(1, 1, 2));
    int at = net.add("flatten", new FlattenLayer(), net.input());
    at = net.add("dense1", Nets.dense(2, 20, Nets.GAUSSIAN), at);
    at = net.add("dense2", Nets.dense(20, 16, Nets.GAUSSIAN), at);
    Network linear = net.build(at, new SoftmaxCrossEntropyHead());
    Compiler compiler =
        Compiler.on(backend)
            .rule(Rules.make("wm", Map.of("mirror_before", 2000)))
            .batch(64)
            .seed(Lab.SEED);
    try (CompiledNetwork network = compiler.compile(linear)) {
      network.initialize();
      double[] w = tensor(network, "dense2.weight");
      double[] b = tensor(network, "dense2.feedback");
      double angle = Vectors.angle(w, b);
      assertTrue(angle < 2, "angle " + angle);
      assertEquals(0.5, Vectors.norm(b) / Vectors.norm(w), 0.03, "rate over leak");
    }
  }

  @ParameterizedTest
  @CsvSource({"linear, places", "linear, samples", "through-activation, places"})
  void aDenseLayersRehearsalIsTheFormula(String echo, String average) {
    try (CompiledNetwork network = rehearsedOnce(Nets.DENSE, echo, average)) {
      double[] w = tensor(network, "dense2.weight");
      Oracle.Link layer = new DenseLoops(BATCH, 5, w, new double[4]);
      check(network, "dense2", new Expected(layer, BATCH * 5, BATCH, !echo.equals("linear")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "linear, places",
    "linear, samples",
    "through-activation, places",
    "through-activation, samples"
  })
  void aConvolutionsRehearsalIsTheFormula(String echo, String average) {
    try (CompiledNetwork network = rehearsedOnce(Nets.CONVOLUTIONAL, echo, average)) {
      double[] w = tensor(network, "conv2.weight");
      ConvLoops.Window window = new ConvLoops.Window(3, 5, 4, 3, 2, 1);
      Oracle.Link layer = new ConvLoops(BATCH, window, w, new double[4]);
      int pairs = average.equals("places") ? BATCH * 9 : BATCH;
      check(network, "conv2", new Expected(layer, BATCH * 75, pairs, !echo.equals("linear")));
    }
  }

  @Test
  void theLastLayerAnswersLinearlyForItHasNoActivation() {
    try (CompiledNetwork network = rehearsedOnce(Nets.DENSE, "through-activation", "places")) {
      Oracle.Link layer = new DenseLoops(BATCH, 4, tensor(network, "dense3.weight"), new double[3]);
      check(network, "dense3", new Expected(layer, BATCH * 4, BATCH, false));
    }
  }

  private CompiledNetwork rehearsedOnce(Nets net, String echo, String average) {
    return compiled(
        net,
        "echo",
        echo,
        "average",
        average,
        "mirror_before",
        1,
        "rate",
        0.5,
        "leak",
        0.25,
        "sigma",
        2);
  }

  /** What one rehearsal should be. */
  private record Expected(Oracle.Link layer, int inputs, int pairs, boolean rectified) {}

  /** B_1 = (1 - leak) B_0 + rate correlate(x, y) / pairs. */
  private void check(CompiledNetwork network, String path, Expected expected) {
    double[] x =
        Vectors.scale(Vectors.gaussians(Lab.SEED, path + ".noise", -1, expected.inputs), 2);
    double[] y = expected.layer.forward(x);
    if (expected.rectified) {
      y = Vectors.map(y, z -> z > 0 ? z : 0);
    }
    double[] correlation = expected.layer.correlate(x, y);
    double[] b = Vectors.gaussians(Lab.SEED, path + ".feedback", 0, correlation.length);
    for (int i = 0; i < b.length; i++) {
      b[i] = 0.75 * 0.1 * 0.5 * b[i] + 0.5 * correlation[i] / expected.pairs;
    }
    assertEquals(
        0, Vectors.distance(b, tensor(network, path + ".feedback")), Host.tolerance(backend));
  }

  @Test
  void rehearsingChangesFeedbackAlone() {
    try (CompiledNetwork still = compiled(Nets.CONVOLUTIONAL, "mirror_before", 0);
        CompiledNetwork mirrored = compiled(Nets.CONVOLUTIONAL, "mirror_before", 7)) {
      Map<String, double[]> before = all(still);
      Map<String, double[]> after = all(mirrored);
      assertEquals(before.keySet(), after.keySet());
      before.forEach(
          (path, numbers) -> {
            if (path.endsWith(".feedback")) {
              assertFalse(Arrays.equals(numbers, after.get(path)), path);
            } else {
              assertArrayEquals(numbers, after.get(path), path);
            }
          });
    }
  }

  @Test
  void rehearsalsComeAtTheirCadenceAndEachDrawsOtherNoise() {
    String feedback = "dense2.feedback";
    Batch batch = Compiled.batch(Nets.DENSE, BATCH, 0);
    try (CompiledNetwork network =
        compiled(Nets.DENSE, "cadence", 2, "mirror_before", 0, "leak", 0)) {
      double[] start = tensor(network, feedback);
      network.learn(batch, new Schedule.Progress(0, 10, 1));
      assertArrayEquals(start, tensor(network, feedback), "none after the first step");
      double[] w = tensor(network, "dense2.weight");
      network.learn(batch, new Schedule.Progress(1, 10, 1));
      double[] second = tensor(network, feedback);
      assertTrue(Vectors.distance(start, second) > 0, "one after the second");
      assertTrue(Vectors.distance(w, tensor(network, "dense2.weight")) > 0);
      network.learn(batch, new Schedule.Progress(2, 10, 1));
      assertArrayEquals(second, tensor(network, feedback));
      network.learn(batch, new Schedule.Progress(3, 10, 1));
      assertTrue(Vectors.distance(second, tensor(network, feedback)) > 0);
    }
  }
}
