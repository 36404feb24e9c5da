package io.feedalign.rules.layerwise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.core.compile.Compiler;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.OnEveryBackend;
import io.feedalign.rules.lab.Oracle;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.rules.update.Sgd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layerwise rule against its formula in independent loops, over several steps. */
@OnEveryBackend
class FormulaTest {
  @Parameter Host host;

  private static final int BATCH = 4;
  private static final int STEPS = 4;
  private static final double RATE = 0.125;

  static Stream<Arguments> rulesAndNets() {
    return Rules.layerwise().stream()
        .flatMap(rule -> Stream.of(Nets.values()).map(net -> Arguments.of(rule, net)));
  }

  @ParameterizedTest
  @MethodSource("rulesAndNets")
  void everySignalAndGradientIsTheFormulas(Rules.Named rule, Nets net) {
    try (Lab lab = host.lab(net.network(Nets.GAUSSIAN), BATCH, rule.make(), FormulaTest::slow)) {
      Map<String, double[]> start = weights(lab);
      for (int step = 0; step < STEPS; step++) {
        int[] target = lab.drawBatch(step, 3);
        ExpectedFeedback expected = new ExpectedFeedback(rule, lab, start, step);
        Map<String, double[]> feedback = new HashMap<>();
        lab.synapses().forEach(path -> feedback.put(path, expected.at(path)));
        Oracle oracle = net.oracle(BATCH, lab);
        Oracle.Credit credit = oracle.credit(lab.input("x"), target, feedback);
        Map<String, double[]> before = weights(lab);
        double[] output = oracle.output(lab.input("x"));
        lab.run(step);
        same(lab, "output", output, lab.output("output"));
        compare(lab, credit, feedback, before);
      }
    }
  }

  /** Where unit magnitudes saturated the softmax, nothing but underflow would be compared. */
  private static Compiler slow(Compiler recipe) {
    return recipe.update(Sgd.plain(RATE));
  }

  private static void compare(
      Lab lab, Oracle.Credit credit, Map<String, double[]> feedback, Map<String, double[]> before) {
    for (String path : lab.synapses()) {
      same(lab, "B of " + path, feedback.get(path), lab.output("feedback/" + path));
      same(lab, "signal at " + path, credit.signal().get(path), lab.output("signal/" + path));
      same(
          lab,
          "signal below " + path,
          credit.inputSignal().get(path),
          lab.output("input_signal/" + path));
      double[] gradient = credit.weightGradient().get(path);
      same(lab, "dW of " + path, gradient, lab.output("gradient/" + path + ".weight"));
      same(
          lab,
          "db of " + path,
          credit.biasGradient().get(path),
          lab.output("gradient/" + path + ".bias"));
      double[] updated = before.get(path).clone();
      for (int i = 0; i < updated.length; i++) {
        updated[i] -= RATE * gradient[i];
      }
      same(lab, "new W of " + path, updated, lab.input(path + ".weight"));
    }
  }

  static Map<String, double[]> weights(Lab lab) {
    Map<String, double[]> weights = new HashMap<>();
    for (String path : lab.synapses()) {
      weights.put(path, lab.input(path + ".weight"));
    }
    return weights;
  }

  // Ten times, since a signal may have come through weights that nearly cancel.
  private static void same(Lab lab, String what, double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length, what);
    assertEquals(0, Vectors.distance(expected, actual), 10 * lab.tolerance(), what);
  }

  @Test
  void theRulesUnderTestAreTheLayerwiseRulesOfThisModule() {
    List<String> names =
        Rules.layerwise().stream().map(Rules.Named::name).distinct().sorted().toList();
    assertEquals(List.of("bp", "brsf", "fa", "frsf", "sham", "signed-init", "usf"), names);
  }
}
