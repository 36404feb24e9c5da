package io.feedalign.rules.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.spi.ProbeProvider;
import io.feedalign.tensor.Tensor;
import io.feedalign.train.Probe;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers, ratios and counts against loops over what a learning step used. */
class MeasureTest {
  // Relative: scalars of a program are read in single precision.
  private static final double TOLERANCE = 1e-7;

  static void zero(Tensor tensor) {
    tensor.write(FloatBuffer.allocate(Math.toIntExact(tensor.shape().elements())));
  }

  /** Every probe that a run takes by default. */
  static Probe[] discovered() {
    return Plugins.discover().probes().all().stream()
        .map(provider -> provider.create(provider.settings().defaults()))
        .toArray(Probe[]::new);
  }

  private static void assertMeasured(
      Probed probed, String name, List<String> paths, BiFunction<Probed, String, Double> expected) {
    Map<String, OptionalDouble> measures = probed.byPath(name);
    assertEquals(paths, List.copyOf(measures.keySet()), name);
    for (String path : paths) {
      double number = expected.apply(probed, path);
      assertEquals(
          number, measures.get(path).orElseThrow(), TOLERANCE * number, name + " of " + path);
    }
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#all")
  void measuresAreThoseOfTheStep(Rules.Named rule) {
    try (Probed probed = Probed.of(rule, discovered())) {
      List<String> all = probed.synapses();
      List<String> crossed = probed.withFeedback();
      assertMeasured(probed, "sign-concordance", crossed, MeasureTest::concordance);
      assertMeasured(probed, "feedback-ratio", crossed, MeasureTest::ratio);
      assertMeasured(probed, "weight-norm", all, (p, path) -> Vectors.norm(p.weight(path)));
      assertMeasured(probed, "signal-rms", all, MeasureTest::signalSize);
      assertMeasured(probed, "at-bound", all, (p, path) -> 0.0);
    }
  }

  private static double ratio(Probed probed, String path) {
    return Vectors.norm(probed.feedback(path)) / Vectors.norm(probed.weight(path));
  }

  private static double signalSize(Probed probed, String path) {
    double[] signal = probed.signal(path);
    return Vectors.norm(signal) / Math.sqrt(signal.length);
  }

  private static double concordance(Probed probed, String path) {
    double[] w = probed.weight(path);
    double[] b = probed.feedback(path);
    int same = 0;
    for (int i = 0; i < w.length; i++) {
      boolean positive = w[i] > 0 && b[i] > 0;
      boolean negative = w[i] < 0 && b[i] < 0;
      same += positive || negative || (w[i] == 0 && b[i] == 0) ? 1 : 0;
    }
    return (double) same / w.length;
  }

  @Test
  void concordanceIsWholeUnderSignRulesAndHalfByChance() {
    try (Probed sign = Probed.of(Rules.named("usf"), new SignConcordance());
        Probed chance = Probed.of(Rules.named("fa"), new SignConcordance())) {
      assertEquals(1, sign.byPath("sign-concordance").get("conv2").orElseThrow());
      // Three standard deviations of 108 fair coins.
      assertEquals(0.5, chance.byPath("sign-concordance").get("conv2").orElseThrow(), 0.145);
    }
  }

  @Test
  void entriesAtTheBoundAreCounted() {
    try (Probed probed =
        Probed.of(Host.REFERENCE, Rules.named("bp"), MeasureTest::hold, new AtBound())) {
      assertEquals(4 / 108.0, probed.byPath("at-bound").get("dense1").orElseThrow(), TOLERANCE);
      assertEquals(0, probed.byPath("at-bound").get("conv1").orElseThrow());
    }
  }

  /** Four entries at the bound or within it, two just outside. */
  private static void hold(Map<String, Tensor> tensors) {
    Tensor weight = tensors.get("dense1.weight");
    double[] numbers = new double[108];
    weight.read(DoubleBuffer.wrap(numbers));
    double[] first = {0, 1e-10, -1e-10, 1e-9, 1.1e-9, -1e-8};
    System.arraycopy(first, 0, numbers, 0, first.length);
    weight.write(DoubleBuffer.wrap(numbers));
  }

  @Test
  void aRatioToAZeroWeightIsUndefinedAndNothingElseFails() {
    try (Probed probed =
        Probed.of(
            Host.REFERENCE,
            Rules.named("fa"),
            tensors -> zero(tensors.get("conv2.weight")),
            discovered())) {
      assertEquals(OptionalDouble.empty(), probed.byPath("feedback-ratio").get("conv2"));
      assertEquals(0, probed.byPath("weight-norm").get("conv2").orElseThrow());
      assertEquals(1, probed.byPath("at-bound").get("conv2").orElseThrow());
      assertEquals(0, probed.byPath("sign-concordance").get("conv2").orElseThrow());
    }
  }

  @Test
  void everyProbeReportsUnderItsOwnName() {
    try (Probed probed = Probed.of(Rules.named("fa"), discovered())) {
      for (ProbeProvider provider : Plugins.discover().probes().all()) {
        assertTrue(probed.byPath(provider.name()).containsKey("dense1"), provider.name());
      }
    }
  }
}
