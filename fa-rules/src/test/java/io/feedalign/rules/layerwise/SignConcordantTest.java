package io.feedalign.rules.layerwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.compile.Compiler;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.OnEveryBackend;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.rules.update.Sgd;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of the sign rules: signs follow W, sizes follow the magnitude, nothing is stored. */
@OnEveryBackend
class SignConcordantTest {
  @Parameter Host host;

  private static final int BATCH = 4;
  private static final String WEIGHT = "conv2.weight";
  private static final String FEEDBACK = "feedback/conv2";

  private Lab lab(String rule, String... settings) {
    return host.lab(
        Nets.CONVOLUTIONAL.network(Nets.GAUSSIAN),
        BATCH,
        Rules.named(rule, settings).make(),
        SignConcordantTest::fast);
  }

  /** A rate at which signs do flip within a few steps. */
  private static Compiler fast(Compiler recipe) {
    return recipe.update(Sgd.plain(2));
  }

  private static double[] feedbackOf(Lab lab, int step) {
    lab.drawBatch(step, 3);
    lab.run(step);
    return lab.output(FEEDBACK);
  }

  @Test
  void flippingOneSignFlipsThatEntryOfFeedbackAlone() {
    try (Lab lab = lab("usf")) {
      double[] w = lab.input(WEIGHT);
      double[] before = feedbackOf(lab, 0);
      w[17] = -w[17];
      lab.set(WEIGHT, w);
      double[] expected = before.clone();
      expected[17] = -expected[17];
      assertArrayEquals(expected, feedbackOf(lab, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unit", "xiao", "xavier"})
  void theNormOfFeedbackCountsTheNonzeros(String magnitude) {
    double c =
        Map.of("unit", 1.0, "xiao", Math.sqrt(2.0 / 36), "xavier", Math.sqrt(2.0 / 63))
            .get(magnitude);
    try (Lab lab = lab("usf", "magnitude", magnitude)) {
      double[] w = lab.input(WEIGHT);
      Arrays.fill(w, 0, 8, 0);
      lab.set(WEIGHT, w);
      double[] b = feedbackOf(lab, 0);
      assertEquals(c * Math.sqrt(w.length - 8), Vectors.norm(b), lab.normTolerance());
      assertEquals(0, b[3], "sgn(0) = 0");
    }
  }

  @Test
  void fixedMagnitudesStayWhileSignsFollowTheWeight() {
    try (Lab lab = lab("frsf")) {
      double[] m = lab.input("conv2.feedback");
      double[] first = Vectors.sign(lab.input(WEIGHT));
      for (int step = 0; step < 6; step++) {
        double[] w = lab.input(WEIGHT);
        double[] b = feedbackOf(lab, step);
        assertArrayEquals(Vectors.map(m, Math::abs), Vectors.map(b, Math::abs), "abs(B) = abs(M)");
        assertArrayEquals(Vectors.sign(w), Vectors.sign(b), "sgn B = sgn W at step " + step);
      }
      assertArrayEquals(m, lab.input("conv2.feedback"), "M is never written");
      double[] last = Vectors.sign(lab.input(WEIGHT));
      assertTrue(Vectors.distance(first, last) > 0, "a sign flipped, or the test shows nothing");
    }
  }

  @Test
  void batchwiseMagnitudesAreDrawnAnewForEachBatchOnly() {
    try (Lab lab = lab("brsf")) {
      double[] w = lab.input(WEIGHT);
      double[] first = feedbackOf(lab, 0);
      lab.set(WEIGHT, w);
      double[] second = feedbackOf(lab, 1);
      lab.set(WEIGHT, w);
      double[] firstAgain = feedbackOf(lab, 0);
      assertTrue(Vectors.distance(first, second) > 0.1, "abs(B) differs between batches");
      assertArrayEquals(Vectors.sign(w), Vectors.sign(second));
      assertArrayEquals(first, firstAgain, "the draw is named by its step");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tensor", "out-channel"})
  void strictNormalisationGivesFeedbackTheNormOfTheWeightInEachStep(String granularity) {
    try (Lab lab = lab("usf", "magnitude", "sn", "granularity", granularity)) {
      for (int step = 0; step < 5; step++) {
        double[] w = lab.input(WEIGHT);
        w[step] = 0;
        lab.set(WEIGHT, w);
        double[] b = feedbackOf(lab, step);
        assertEquals(1, Vectors.norm(b) / Vectors.norm(w), lab.normTolerance());
      }
    }
  }

  @Test
  void strictNormalisationPerChannelGivesEachChannelItsNorm() {
    try (Lab lab = lab("usf", "magnitude", "sn", "granularity", "out-channel")) {
      double[] w = lab.input(WEIGHT);
      double[] b = feedbackOf(lab, 0);
      int size = 3 * 3 * 3;
      for (int o = 0; o < 4; o++) {
        double[] wo = Arrays.copyOfRange(w, o * size, (o + 1) * size);
        double[] bo = Arrays.copyOfRange(b, o * size, (o + 1) * size);
        assertEquals(1, Vectors.norm(bo) / Vectors.norm(wo), lab.normTolerance());
        assertEquals(0, Vectors.distance(Vectors.map(bo, Math::abs), flat(bo)), lab.tolerance());
      }
    }
  }

  private static double[] flat(double[] b) {
    return Vectors.map(b, element -> Math.abs(b[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tensor", "out-channel"})
  void aWeightOfAllZerosGetsFeedbackOfAllZeros(String granularity) {
    try (Lab lab = lab("usf", "magnitude", "sn", "granularity", granularity)) {
      double[] zeros = new double[lab.input(WEIGHT).length];
      lab.set(WEIGHT, zeros);
      assertArrayEquals(zeros, feedbackOf(lab, 0));
    }
  }

  @Test
  void ownDrawEqualsFixedRandomMagnitudesBitForBit() {
    try (Lab usf = lab("usf", "magnitude", "init", "reading", "own-draw");
        Lab frsf = lab("frsf")) {
      for (int step = 0; step < 3; step++) {
        assertArrayEquals(feedbackOf(frsf, step), feedbackOf(usf, step));
      }
      assertArrayEquals(frsf.input("conv1.weight"), usf.input("conv1.weight"));
    }
  }

  @Test
  void signedInitKeepsItsFirstFeedbackWhateverTheWeightDoes() {
    try (Lab lab = lab("signed-init", "magnitude", "sn")) {
      double[] first = feedbackOf(lab, 0);
      for (int step = 1; step < 4; step++) {
        assertArrayEquals(first, feedbackOf(lab, step));
      }
      double[] w = lab.input(WEIGHT);
      assertTrue(Vectors.angle(first, w) > 37, "W has left it behind");
    }
  }

  @Test
  void weightsThatAreSetBeforeRememberingCountAsTheStart() {
    try (Lab lab = lab("usf", "magnitude", "init")) {
      double[] w = Vectors.scale(lab.input(WEIGHT), -2);
      lab.set(WEIGHT, w);
      lab.remember();
      assertArrayEquals(w, feedbackOf(lab, 0), "B = W until a sign flips");
    }
  }
}
