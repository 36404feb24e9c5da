package io.feedalign.rules.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.rules.lab.ConvLoops;
import io.feedalign.rules.lab.DenseLoops;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.OnEveryBackend;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** dfa, sdfa and drtp under each projection against their formulas in independent loops. */
@OnEveryBackend
class ProjectionTest {
  @Parameter Host host;

  private static final int BATCH = 4;
  private static final int STEPS = 3;

  static Stream<Rules.Named> projecting() {
    return Rules.direct().stream().filter(rule -> rule.settings().containsKey("projection"));
  }

  @ParameterizedTest
  @MethodSource("projecting")
  void everySignalOfADenseNetIsTheFormulas(Rules.Named rule) {
    try (Lab lab = host.lab(Nets.DENSE.network(Nets.GAUSSIAN), BATCH, rule.make())) {
      for (int step = 0; step < STEPS; step++) {
        int[] target = lab.drawBatch(step, 3);
        DenseLoops first = Loops.dense(lab, "dense1", BATCH, 6);
        double[] h1 = Loops.relu(first.forward(lab.input("x")));
        double[] h2 = Loops.relu(Loops.dense(lab, "dense2", BATCH, 5).forward(h1));
        double[] z3 = Loops.dense(lab, "dense3", BATCH, 4).forward(h2);
        double[] e = Loops.error(z3, target);
        Expected expected = new Expected(rule, lab, target, 5);
        double[] g1 = expected.at("dense2", e, 5, 1);
        double[] g2 = expected.at("dense3", e, 4, 1);
        double[] x = lab.input("x");
        lab.run(step);
        same(e, lab, "signal/dense3");
        same(g2, lab, "input_signal/dense3");
        same(Loops.gate(g2, h2), lab, "signal/dense2");
        double[] signal = Loops.gate(g1, h1);
        same(signal, lab, "signal/dense1");
        same(first.correlate(x, signal), lab, "gradient/dense1.weight");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("projecting")
  void feedbackEntersAfterTheActivationAndBeforePooling(Rules.Named rule) {
    try (Lab lab = host.lab(DirectNets.pooled(), BATCH, rule.make())) {
      Pooled at = Pooled.of(lab);
      double[] g1 = at.expected(rule, 108).at("pool1", at.error, 3, 36);
      double[] g2 = at.expected(rule, 108).at("flatten", at.error, 4, 9);
      lab.run(0);
      same(Loops.gate(g1, at.h1), lab, "signal/conv1");
      same(Loops.gate(g2, at.h2), lab, "signal/conv2");
      double[] gradient = at.conv2.correlate(at.pooled, Loops.gate(g2, at.h2));
      same(gradient, lab, "gradient/conv2.weight");
      assertEquals(0, Vectors.norm(lab.output("input_signal/conv2")), "nothing behind the pool");
    }
  }

  @ParameterizedTest
  @MethodSource("projecting")
  void orAtTheValueThatTheLayerReads(Rules.Named rule) {
    var settings = new java.util.LinkedHashMap<String, Object>(rule.settings());
    settings.put("tap", "block");
    Rules.Named block = new Rules.Named(rule.name(), settings);
    try (Lab lab = host.lab(DirectNets.pooled(), BATCH, block.make())) {
      Pooled at = Pooled.of(lab);
      double[] below = at.expected(block, 36).at("conv2", at.error, 3, 9);
      double[] g2 = at.expected(block, 36).at("dense1", at.error, 36, 1);
      lab.run(0);
      same(below, lab, "input_signal/conv2");
      double[] g1 = Loops.scatter(below, at.largest, at.h1.length);
      same(Loops.gate(g1, at.h1), lab, "signal/conv1");
      same(Loops.gate(g2, at.h2), lab, "signal/conv2");
    }
  }

  @ParameterizedTest
  @MethodSource("projecting")
  void skipsAreCutOrKept(Rules.Named rule) {
    for (String skips : List.of("cut", "keep")) {
      var settings = new java.util.LinkedHashMap<String, Object>(rule.settings());
      settings.put("skips", skips);
      Rules.Named variant = new Rules.Named(rule.name(), settings);
      try (Lab lab = host.lab(DirectNets.residual(1), BATCH, variant.make())) {
        assertResidual(variant, lab, skips.equals("keep"));
      }
    }
  }

  private static void assertResidual(Rules.Named rule, Lab lab, boolean keep) {
    int[] target = lab.drawBatch(0, 3);
    double[] z0 = Loops.conv(lab, "conv0", BATCH, 2, 3, 3).forward(lab.input("x"));
    double[] h0 = Loops.relu(Loops.normalise(z0, 3, 9));
    double[] z1 = Loops.conv(lab, "block0.conv1", BATCH, 3, 3, 3).forward(h0);
    double[] h1 = Loops.relu(Loops.normalise(z1, 3, 9));
    double[] z2 = Loops.conv(lab, "block0.conv2", BATCH, 3, 3, 3).forward(h1);
    double[] h2 = Loops.relu(Loops.add(Loops.normalise(z2, 3, 9), h0));
    double[] e = Loops.error(Loops.dense(lab, "dense1", BATCH, 27).forward(h2), target);
    Expected expected = new Expected(rule, lab, target, 27);
    double[] g0 = expected.at("block0.conv1", e, 3, 9);
    double[] g1 = expected.at("block0.conv2", e, 3, 9);
    double[] sum = Loops.gate(expected.at("flatten", e, 3, 9), h2);
    lab.run(0);
    same(Loops.normaliseBack(z2, sum, 3, 9), lab, "signal/block0.conv2");
    double[] s1 = Loops.normaliseBack(z1, Loops.gate(g1, h1), 3, 9);
    same(s1, lab, "signal/block0.conv1");
    double[] below = Loops.gate(keep ? Loops.add(g0, sum) : g0, h0);
    same(Loops.normaliseBack(z0, below, 3, 9), lab, "signal/conv0");
  }

  /** The forward pass of {@link DirectNets#pooled}. */
  private record Pooled(
      Lab lab,
      int[] target,
      double[] h1,
      int[] largest,
      double[] pooled,
      ConvLoops conv2,
      double[] h2,
      double[] error) {
    static Pooled of(Lab lab) {
      int[] target = lab.drawBatch(0, 3);
      double[] z1 = Loops.conv(lab, "conv1", BATCH, 2, 6, 3).forward(lab.input("x"));
      double[] h1 = Loops.relu(z1);
      int[] largest = Loops.largest(h1, 6);
      double[] pooled = Loops.gather(h1, largest);
      ConvLoops conv2 = Loops.conv(lab, "conv2", BATCH, 3, 3, 4);
      double[] h2 = Loops.relu(conv2.forward(pooled));
      double[] e = Loops.error(Loops.dense(lab, "dense1", BATCH, 36).forward(h2), target);
      return new Pooled(lab, target, h1, largest, pooled, conv2, h2, e);
    }

    Expected expected(Rules.Named rule, int widest) {
      return new Expected(rule, lab, target, widest);
    }
  }

  @ParameterizedTest
  @MethodSource("projecting")
  void feedbackIsDrawnEvenlyWithinItsBoundAndStays(Rules.Named rule) {
    try (Lab lab = host.lab(DirectNets.pooled(), BATCH, rule.make())) {
      boolean shared = "shared".equals(rule.settings().get("projection"));
      double bound = shared ? 1 : 1 / Math.sqrt(108);
      String path = shared ? "rule.feedback" : "pool1.feedback";
      double[] b = lab.input(path);
      double largest = 0;
      for (double element : b) {
        largest = Math.max(largest, Math.abs(element));
      }
      assertTrue(largest <= bound, "within the bound");
      assertTrue(b.length < 100 || largest > 0.8 * bound, "up to the bound");
      for (int step = 0; step < STEPS; step++) {
        lab.drawBatch(step, 3);
        lab.run(step);
      }
      assertEquals(0, Vectors.distance(b, lab.input(path)));
    }
  }

  @ParameterizedTest
  @MethodSource("counts")
  void sparseFeedbackHasThatManyConnectionsToEachUnit(int nonzeros) {
    Rules.Named rule = Rules.named("dfa", "projection", "sparse", "nonzeros", nonzeros);
    try (Lab lab = host.lab(DirectNets.pooled(), BATCH, rule.make())) {
      double[] b = lab.input("pool1.feedback");
      int[] byRow = new int[3];
      for (int j = 0; j < 108; j++) {
        int column = 0;
        for (int k = 0; k < 3; k++) {
          int there = b[k * 108 + j] == 0 ? 0 : 1;
          column += there;
          byRow[k] += there;
        }
        assertEquals(nonzeros, column, "unit " + j);
      }
      for (int row : byRow) {
        assertTrue(Math.abs(row - 36 * nonzeros) < 25, "no class is preferred: " + row);
      }
    }
  }

  static Stream<Integer> counts() {
    return Stream.of(1, 2, 3);
  }

  private static void same(double[] expected, Lab lab, String name) {
    assertTrue(Vectors.norm(expected) > 0, name + " is not nothing");
    assertEquals(0, Vectors.distance(expected, lab.output(name)), 10 * lab.tolerance(), name);
  }
}
