package io.feedalign.rules.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.rules.lab.Compiled;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.rules.layerwise.Backprop;
import io.feedalign.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reported angles against angles computed from what a learning step used. */
class AngleTest {
  private static final Nets NET = Nets.CONVOLUTIONAL;
  private static final int BATCH = 4;
  private static final int STEP = 5;
  // Degrees; acos near 1 turns an error of 1e-16 into one of 1e-6.
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#all")
  void theFeedbackAngleIsThatOfTheVeryFeedbackOfTheBackwardPass(Rules.Named rule) {
    Map<String, OptionalDouble> angles = probe(rule, new FeedbackAngle(), "feedback-angle");
    assertEquals(List.of("conv2", "dense1"), List.copyOf(angles.keySet()), "not the first layer");
    try (Lab lab = Lab.of(NET.network(Nets.GAUSSIAN), BATCH, rule.make())) {
      lab.drawBatch(STEP, 3);
      Map<String, double[]> weights = new HashMap<>();
      angles.keySet().forEach(path -> weights.put(path, lab.input(path + ".weight")));
      lab.run(STEP);
      for (String path : angles.keySet()) {
        double angle = Vectors.angle(weights.get(path), lab.output("feedback/" + path));
        assertEquals(angle, angles.get(path).orElseThrow(), TOLERANCE, path);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#all")
  void theGradientAngleIsBetweenTheRulesGradientAndBackprops(Rules.Named rule) {
    Map<String, OptionalDouble> angles = probe(rule, new GradientAngle(), "gradient-angle");
    assertEquals(List.of("conv1", "conv2", "dense1"), List.copyOf(angles.keySet()));
    try (Lab lab = Lab.of(NET.network(Nets.GAUSSIAN), BATCH, rule.make());
        Lab exact = Lab.of(NET.network(Nets.GAUSSIAN), BATCH, new Backprop())) {
      lab.drawBatch(STEP, 3);
      exact.drawBatch(STEP, 3);
      lab.run(STEP);
      exact.run(STEP);
      for (String path : angles.keySet()) {
        String gradient = "gradient/" + path + ".weight";
        double angle = Vectors.angle(lab.output(gradient), exact.output(gradient));
        assertEquals(angle, angles.get(path).orElseThrow(), TOLERANCE, path);
      }
    }
  }

  private static Map<String, OptionalDouble> probe(
      Rules.Named rule, io.feedalign.train.Probe probe, String name) {
    try (CompiledNetwork net = Compiled.network(NET, BATCH, rule.make(), probe)) {
      return Compiled.byPath(net.probe(Compiled.batch(NET, BATCH, STEP), STEP), name);
    }
  }

  @Test
  void anAngleWithAZeroVectorIsUndefined() {
    Rules.Named rule = Rules.named("usf", "magnitude", "sn");
    try (CompiledNetwork net =
        Compiled.network(NET, BATCH, rule.make(), new FeedbackAngle(), new GradientAngle())) {
      Tensor weight = net.tensors().get("conv2.weight");
      weight.write(FloatBuffer.allocate(Math.toIntExact(weight.shape().elements())));
      var measures = net.probe(Compiled.batch(NET, BATCH, STEP), STEP);
      assertEquals(
          OptionalDouble.empty(), Compiled.byPath(measures, "feedback-angle").get("conv2"));
      assertEquals(
          OptionalDouble.empty(), Compiled.byPath(measures, "gradient-angle").get("conv1"));
    }
  }

  @Test
  void probingChangesNothing() {
    Rules.Named rule = Rules.named("brsf");
    try (CompiledNetwork net =
        Compiled.network(NET, BATCH, rule.make(), new FeedbackAngle(), new GradientAngle())) {
      float[] before = net.tensors().get("conv2.weight").toArray();
      net.probe(Compiled.batch(NET, BATCH, STEP), STEP);
      assertArrayEquals(before, net.tensors().get("conv2.weight").toArray());
    }
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#all")
  void inferenceDoesNotDependOnFeedback(Rules.Named rule) {
    try (CompiledNetwork net = Compiled.network(NET, BATCH, rule.make());
        CompiledNetwork plain = Compiled.network(NET, BATCH, new Backprop())) {
      net.tensors()
          .forEach(
              (path, tensor) -> {
                if (path.endsWith(".feedback")) {
                  tensor.write(FloatBuffer.allocate(Math.toIntExact(tensor.shape().elements())));
                }
              });
      assertEquals(
          plain.infer(Compiled.batch(NET, BATCH, 0)), net.infer(Compiled.batch(NET, BATCH, 0)));
    }
  }
}
