package io.feedalign.rules.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.Backend;
import io.feedalign.core.run.CompiledNetwork;
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
import io.feedalign.rules.layerwise.Backprop;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reported angles against angles computed from what a learning step used. */
@OnEveryBackend
class AngleTest {
  @Parameter Host host;

  private static final Nets NET = Probed.NET;
  private static final int BATCH = Probed.BATCH;
  private static final int STEP = Probed.STEP;

  private static void assertAngle(
      Probed probed, String path, double[] a, double[] b, OptionalDouble angle) {
    if (Vectors.norm(a) == 0 || Vectors.norm(b) == 0) {
      assertEquals(OptionalDouble.empty(), angle, path);
    } else {
      assertEquals(Vectors.angle(a, b), angle.orElseThrow(), probed.degrees(), path);
    }
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#all")
  void theFeedbackAngleIsThatOfTheVeryFeedbackOfTheBackwardPass(Rules.Named rule) {
    // Beside another probe that pulls signals through weights of its own choice.
    try (Probed probed = Probed.of(host, rule, new LocalAngle(), new FeedbackAngle())) {
      Map<String, OptionalDouble> angles = probed.byPath("feedback-angle");
      assertEquals(probed.withFeedback(), List.copyOf(angles.keySet()));
      angles.forEach(
          (path, angle) ->
              assertAngle(probed, path, probed.weight(path), probed.feedback(path), angle));
    }
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#layerwise")
  void layerwiseRulesHaveFeedbackAboveTheFirstLayer(Rules.Named rule) {
    try (Probed probed = Probed.of(host, rule, new FeedbackAngle())) {
      assertEquals(
          List.of("conv2", "dense1"), List.copyOf(probed.byPath("feedback-angle").keySet()));
    }
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#all")
  void theLocalAngleIsBetweenTheSameSignalThroughTwoWeights(Rules.Named rule) {
    try (Probed probed = Probed.of(host, rule, new LocalAngle())) {
      Map<String, OptionalDouble> angles = probed.byPath("local-angle");
      assertEquals(probed.withFeedback(), List.copyOf(angles.keySet()));
      angles.forEach(
          (path, angle) -> {
            double[] signal = probed.signal(path);
            double[] throughB = loops(path).back(new double[0], signal, probed.feedback(path));
            double[] throughW = loops(path).back(new double[0], signal, probed.weight(path));
            assertAngle(probed, path, throughB, throughW, angle);
          });
    }
  }

  /** The layers of {@link Nets#CONVOLUTIONAL} above the first. */
  private static Oracle.Link loops(String path) {
    return path.equals("conv2")
        ? new ConvLoops(
            BATCH, new ConvLoops.Window(3, 5, 4, 3, 2, 1), new double[108], new double[4])
        : new DenseLoops(BATCH, 36, new double[108], new double[3]);
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#all")
  void theGradientAngleIsBetweenTheRulesGradientAndBackprops(Rules.Named rule) {
    try (Probed probed = Probed.of(host, rule, new GradientAngle());
        Lab exact = host.lab(NET.network(Nets.GAUSSIAN), BATCH, new Backprop())) {
      Map<String, OptionalDouble> angles = probed.byPath("gradient-angle");
      assertEquals(List.of("conv1", "conv2", "dense1"), List.copyOf(angles.keySet()));
      exact.drawBatch(STEP, 3);
      exact.run(STEP);
      angles.forEach(
          (path, angle) ->
              assertAngle(
                  probed,
                  path,
                  probed.gradient(path),
                  exact.output("gradient/" + path + ".weight"),
                  angle));
    }
  }

  @Test
  void anAngleWithAZeroVectorIsUndefined() {
    try (Probed probed =
        Probed.of(
            host,
            Rules.named("usf", "magnitude", "sn"),
            tensors -> MeasureTest.zero(tensors.get("conv2.weight")),
            new FeedbackAngle(),
            new LocalAngle(),
            new GradientAngle())) {
      assertEquals(OptionalDouble.empty(), probed.byPath("feedback-angle").get("conv2"));
      assertEquals(OptionalDouble.empty(), probed.byPath("local-angle").get("conv2"));
      assertEquals(OptionalDouble.empty(), probed.byPath("gradient-angle").get("conv1"));
    }
  }

  @Test
  void probingChangesNothing() {
    Rules.Named rule = Rules.named("brsf");
    try (Backend backend = host.open();
        CompiledNetwork net =
            Compiled.network(backend, NET, BATCH, rule.make(), MeasureTest.discovered())) {
      float[] before = net.tensors().get("conv2.weight").toArray();
      net.probe(Compiled.batch(NET, BATCH, STEP), STEP);
      assertArrayEquals(before, net.tensors().get("conv2.weight").toArray());
    }
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#all")
  void inferenceDoesNotDependOnFeedback(Rules.Named rule) {
    try (Backend backend = host.open();
        CompiledNetwork net = Compiled.network(backend, NET, BATCH, rule.make());
        CompiledNetwork plain = Compiled.network(backend, NET, BATCH, new Backprop())) {
      net.tensors()
          .forEach(
              (path, tensor) -> {
                if (path.endsWith(".feedback")) {
                  MeasureTest.zero(tensor);
                }
              });
      assertEquals(
          plain.infer(Compiled.batch(NET, BATCH, 0)), net.infer(Compiled.batch(NET, BATCH, 0)));
    }
  }
}
