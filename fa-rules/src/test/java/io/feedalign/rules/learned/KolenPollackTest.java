package io.feedalign.rules.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.optim.UpdateRule;
import io.feedalign.rules.lab.Compiled;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Feedback that gets the changes of its weight. */
@OnEveryBackend
class KolenPollackTest {
  @Parameter Host host;

  private static final int BATCH = 4;

  private Lab lab(Nets net, UpdateRule update) {
    return host.lab(
        net.network(Nets.GAUSSIAN),
        BATCH,
        Rules.make("kp", Map.of()),
        recipe -> recipe.update(update));
  }

  /** The layers above the first, whose feedback is used. */
  private static List<String> taught(Lab lab) {
    return lab.synapses().subList(1, lab.synapses().size());
  }

  private static double[] difference(Lab lab, String path) {
    double[] w = lab.input(path + ".weight");
    double[] b = lab.input(path + ".feedback");
    for (int i = 0; i < w.length; i++) {
      w[i] -= b[i];
    }
    return w;
  }

  @ParameterizedTest
  @CsvSource({
    "DENSE, 0, false",
    "DENSE, 0.875, false",
    "DENSE, 0.875, true",
    "CONVOLUTIONAL, 0, false",
    "CONVOLUTIONAL, 0.875, false"
  })
  void whatTheyDifferByShrinksByExactlyTheDecayInEachStep(
      Nets net, double momentum, boolean nesterov) {
    UpdateRule update =
        Updates.named(
            "sgd",
            "rate",
            0.125,
            "momentum",
            momentum,
            "nesterov",
            nesterov,
            "decay",
            0.0625,
            "decay_mode",
            "decoupled");
    try (Lab lab = lab(net, update)) {
      for (int step = 0; step < 8; step++) {
        Map<String, double[]> before = new HashMap<>();
        Map<String, double[]> weights = new HashMap<>();
        taught(lab).forEach(path -> before.put(path, difference(lab, path)));
        taught(lab).forEach(path -> weights.put(path, lab.input(path + ".weight")));
        lab.drawBatch(step, 3);
        lab.run(step);
        for (String path : taught(lab)) {
          double[] expected = Vectors.scale(before.get(path), 1 - 0.0625);
          double[] actual = difference(lab, path);
          assertEquals(0, Vectors.distance(expected, actual), lab.tolerance(), path);
          assertEquals(
              1 - 0.0625, Vectors.norm(actual) / Vectors.norm(before.get(path)), lab.tolerance());
          double[] shrunk = Vectors.scale(weights.get(path), 1 - 0.0625);
          assertTrue(Vectors.distance(shrunk, lab.input(path + ".weight")) > 1e-4, "W learns");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void creditCrossesThroughTheFeedbackThatTheStepBeganWith(Nets net) {
    try (Lab lab = lab(net, Sgd.plain(1))) {
      for (int step = 0; step < 3; step++) {
        int[] target = lab.drawBatch(step, 3);
        Map<String, double[]> feedback = new HashMap<>();
        lab.synapses().forEach(path -> feedback.put(path, lab.input(path + ".feedback")));
        Oracle oracle = net.oracle(BATCH, lab);
        Oracle.Credit credit = oracle.credit(lab.input("x"), target, feedback);
        lab.run(step);
        for (String path : taught(lab)) {
          assertArrayEquals(feedback.get(path), lab.output("feedback/" + path), path);
          assertClose(lab, credit.inputSignal().get(path), lab.output("input_signal/" + path));
          double[] gradient = credit.weightGradient().get(path);
          assertClose(lab, gradient, lab.output("gradient/" + path + ".weight"));
          double[] expected = feedback.get(path).clone();
          for (int i = 0; i < expected.length; i++) {
            expected[i] -= gradient[i];
          }
          assertClose(lab, expected, lab.input(path + ".feedback"));
        }
      }
    }
  }

  private static void assertClose(Lab lab, double[] expected, double[] actual) {
    assertEquals(0, Vectors.distance(expected, actual), lab.tolerance());
  }

  @Test
  void feedbackBelowWhichNothingLearnsIsNeitherTrainedNorKept() {
    try (Lab lab = lab(Nets.DENSE, Sgd.plain(1))) {
      double[] first = lab.input("dense1.feedback");
      lab.drawBatch(0, 3);
      lab.run(0);
      assertArrayEquals(first, lab.input("dense1.feedback"), "only an inspected step shows it");
    }
    for (String rule : List.of("kp", "wm", "pfa")) {
      try (CompiledNetwork net = Compiled.network(Nets.DENSE, BATCH, Rules.make(rule, Map.of()))) {
        List<String> kept =
            net.tensors().keySet().stream().filter(path -> path.contains("feedback")).toList();
        assertFalse(kept.isEmpty(), rule);
        assertTrue(kept.stream().noneMatch(path -> path.startsWith("dense1.")), kept::toString);
      }
    }
  }
}
