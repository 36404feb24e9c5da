package io.feedalign.rules.constraint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.rules.update.Sgd;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sign-concordant feedback goes by the stored signs, also where the weight says otherwise. */
class HeldFeedbackTest {
  private static final String WEIGHT = "conv2.weight";

  static Stream<Arguments> signRulesAndModes() {
    return Rules.all().stream()
        .filter(rule -> List.of("usf", "frsf", "brsf", "signed-init").contains(rule.name()))
        .flatMap(rule -> Constraints.signed().stream().map(mode -> Arguments.of(rule, mode)));
  }

  private static Lab lab(Rules.Named rule, Constraints.Named mode) {
    Lab lab =
        Lab.of(
            Nets.CONVOLUTIONAL.network(Nets.GAUSSIAN),
            4,
            rule.make(),
            recipe -> recipe.update(Sgd.plain(0.5)).constraint(mode.make()));
    lab.drawBatch(0, 3);
    return lab;
  }

  @ParameterizedTest
  @MethodSource("signRulesAndModes")
  void feedbackHasTheStoredSignsInEveryStep(Rules.Named rule, Constraints.Named mode) {
    try (Lab lab = lab(rule, mode)) {
      double[] signs = lab.input(WEIGHT + ".signs");
      for (int step = 0; step < 5; step++) {
        lab.drawBatch(step, 3);
        lab.run(step);
        assertArrayEquals(signs, Vectors.sign(lab.output("feedback/conv2")), "step " + step);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.constraint.Constraints#signed")
  void feedbackIsFullSizeWhereTheWeightIsHeldAtItsLeast(Constraints.Named mode) {
    try (Lab lab = lab(Rules.named("usf", "last_layer", "bp"), mode)) {
      double[] signs = lab.input(WEIGHT + ".signs");
      int held = 0;
      for (int step = 0; step < 5; step++) {
        double[] w = lab.input(WEIGHT);
        lab.drawBatch(step, 3);
        lab.run(step);
        double[] b = lab.output("feedback/conv2");
        for (int i = 0; i < w.length; i++) {
          assertEquals(signs[i], b[i]);
          held += Math.abs(w[i]) == 1e-10 ? 1 : 0;
        }
      }
      assertTrue(held > 0, "a synapse was held, or the test shows nothing");
    }
  }

  @Test
  void neitherZerosNorStrangersInTheWeightChangeTheFeedback() {
    try (Lab lab = lab(Rules.named("usf"), Constraints.DALE)) {
      double[] signs = lab.input(WEIGHT + ".signs");
      double[] w = lab.input(WEIGHT);
      w[4] = 0;
      w[7] = -w[7];
      lab.set(WEIGHT, w);
      lab.run(0);
      assertArrayEquals(signs, lab.output("feedback/conv2"));
    }
  }

  @Test
  void signedInitReadsTheSignsThatAreRememberedBesideIt() {
    try (Lab lab = lab(Rules.named("signed-init"), Constraints.SYNAPSE)) {
      double[] w = Vectors.scale(lab.input(WEIGHT), -1);
      w[3] = 0;
      lab.set(WEIGHT, w);
      lab.remember();
      double[] signs = lab.input(WEIGHT + ".signs");
      assertEquals(1, signs[3]);
      assertArrayEquals(signs, lab.input("conv2.feedback"));
    }
  }

  @Test
  void strictNormalisationCountsTheStoredSigns() {
    Rules.Named strict = new Rules.Named("usf", Map.of("magnitude", "sn"));
    try (Lab lab = lab(strict, Constraints.SYNAPSE)) {
      double[] w = lab.input(WEIGHT);
      w[3] = 0;
      lab.set(WEIGHT, w);
      lab.run(0);
      double[] b = lab.output("feedback/conv2");
      assertEquals(1, Vectors.norm(b) / Vectors.norm(w), 1e-12);
      assertTrue(b[3] != 0);
    }
  }

  @Test
  void uniformFeedbackWithOneSignAUnitSendsNothingBelowASoftmax() {
    try (Lab lab = lab(Rules.named("usf"), Constraints.DALE);
        Lab sized = lab(Rules.named("frsf"), Constraints.DALE)) {
      lab.run(0);
      sized.run(0);
      // g_j = s_j sum_k e_k, and a softmax's errors add up to 0.
      assertEquals(0, Vectors.norm(lab.output("signal/conv2")), 1e-12);
      assertTrue(Vectors.norm(sized.output("signal/conv2")) > 1e-3);
    }
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.constraint.Constraints#signed")
  void shamIsStillBackpropagation(Constraints.Named mode) {
    try (Lab bp = lab(Rules.named("bp"), mode);
        Lab sham = lab(Rules.named("sham"), mode)) {
      for (int step = 0; step < 4; step++) {
        bp.drawBatch(step, 3);
        sham.drawBatch(step, 3);
        bp.run(step);
        sham.run(step);
        assertArrayEquals(bp.input("conv1.weight"), sham.input("conv1.weight"));
      }
    }
  }
}
