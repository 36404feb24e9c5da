package io.feedalign.rules.constraint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateRule;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.OnEveryBackend;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.rules.layerwise.LastLayer;
import io.feedalign.rules.update.Adam;
import io.feedalign.rules.update.Sgd;
import io.feedalign.spi.UpdateRuleProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 10: under E/I no sign ever flips, whatever rule and update teach; and weights move. */
@OnEveryBackend
class SignsNeverFlipTest {
  @Parameter Host host;

  private static final int BATCH = 4;
  private static final double EPSILON = 1e-10;

  static Stream<Arguments> everyRuleAndMode() {
    return Rules.all().stream()
        .flatMap(rule -> Constraints.signed().stream().map(mode -> Arguments.of(rule, mode)));
  }

  // Uniform feedback with one sign a unit sends nothing below a softmax: see HeldFeedbackTest.
  private Lab lab(Rules.Named rule, Constraint constraint, UpdateRule update) {
    CreditAssignmentRule made = rule.make();
    return host.lab(
        Nets.CONVOLUTIONAL.network(Nets.GAUSSIAN),
        BATCH,
        constraint instanceof DaleSigns ? new LastLayer(made) : made,
        recipe -> recipe.update(update).constraint(constraint));
  }

  private static Map<String, double[]> weights(Lab lab) {
    Map<String, double[]> weights = new HashMap<>();
    lab.synapses().forEach(path -> weights.put(path, lab.input(path + ".weight")));
    return weights;
  }

  /** Trains, and checks after each step every layer that is held. */
  private static void assertHeld(Lab lab, int steps) {
    List<String> held =
        lab.synapses().stream().filter(path -> lab.has(path + ".weight.signs")).toList();
    assertTrue(held.contains("conv2") && held.contains("dense1"), held.toString());
    Map<String, double[]> start = weights(lab);
    for (int step = 0; step < steps; step++) {
      lab.drawBatch(step, 3);
      Map<String, double[]> before = weights(lab);
      lab.run(step);
      for (String path : held) {
        double[] w = lab.input(path + ".weight");
        double[] signs = lab.input(path + ".weight.signs");
        assertArrayEquals(Vectors.sign(start.get(path)), signs, path);
        assertArrayEquals(signs, Vectors.sign(w), path + " in step " + step);
        for (double element : w) {
          assertTrue(Math.abs(element) >= EPSILON && Double.isFinite(element), path);
        }
        assertTrue(Vectors.distance(before.get(path), w) > 1e-6, path + " moves in step " + step);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyRuleAndMode")
  void underEveryRule(Rules.Named rule, Constraints.Named mode) {
    try (Lab lab = lab(rule, mode.make(), Sgd.withMomentum(0.25, 0.5))) {
      assertHeld(lab, 5);
    }
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.constraint.Constraints#signed")
  void overFiftyLargeSteps(Constraints.Named mode) {
    try (Lab lab = lab(Rules.named("bp"), mode.make(), Sgd.withMomentum(0.5, 0.9))) {
      assertHeld(lab, 50);
    }
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.constraint.Constraints#signed")
  void underAdamWithDecay(Constraints.Named mode) {
    UpdateRuleProvider adam = new Adam.Provider();
    Map<String, Object> settings = Map.of("rate", 0.1, "decay", 0.01, "decay_mode", "decoupled");
    UpdateRule update = adam.create(adam.settings().settings(settings));
    try (Lab lab = lab(Rules.named("usf"), mode.make(), update)) {
      assertHeld(lab, 20);
    }
  }

  @Test
  void withoutTheConstraintTheyWould() {
    try (Lab lab = lab(Rules.named("bp"), Constraint.none(), Sgd.withMomentum(0.25, 0.5))) {
      Map<String, double[]> start = weights(lab);
      for (int step = 0; step < 5; step++) {
        lab.drawBatch(step, 3);
        lab.run(step);
      }
      for (String path : List.of("conv2", "dense1")) {
        double[] w = Vectors.sign(lab.input(path + ".weight"));
        assertTrue(Vectors.distance(Vectors.sign(start.get(path)), w) > 0, path);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.constraint.Constraints#signed")
  void theWeightIsTheProposedOneOrOneTenBillionth(Constraints.Named mode) {
    double rate = 0.5;
    int stopped = 0;
    try (Lab lab = lab(Rules.named("bp"), mode.make(), Sgd.plain(rate))) {
      double[] signs = lab.input("conv2.weight.signs");
      for (int step = 0; step < 10; step++) {
        lab.drawBatch(step, 3);
        double[] w = lab.input("conv2.weight");
        double[] bias = lab.input("conv2.bias");
        lab.run(step);
        double[] proposed = descended(w, rate, lab.output("gradient/conv2.weight"));
        double[] expected = proposed.clone();
        for (int i = 0; i < w.length; i++) {
          boolean crossed = signs[i] * proposed[i] < EPSILON;
          expected[i] = crossed ? signs[i] * EPSILON : proposed[i];
          stopped += crossed ? 1 : 0;
        }
        assertEquals(0, Vectors.distance(expected, lab.input("conv2.weight")), lab.tolerance());
        double[] free = descended(bias, rate, lab.output("gradient/conv2.bias"));
        assertEquals(0, Vectors.distance(free, lab.input("conv2.bias")), lab.tolerance());
      }
    }
    assertTrue(stopped > 0, "some weight was stopped, or the test shows nothing");
  }

  private static double[] descended(double[] w, double rate, double[] gradient) {
    double[] descended = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      descended[i] = w[i] - rate * gradient[i];
    }
    return descended;
  }
}
