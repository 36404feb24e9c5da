package io.feedalign.rules.layerwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.nn.GivenSignalHead;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.OnEveryBackend;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.rules.update.Sgd;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of the fixed rule: what does and what does not reach the layers below. */
@OnEveryBackend
class TransportTest {
  @Parameter Host host;

  private static final int BATCH = 4;
  private static final String LAST = "dense3.weight";

  @Test
  void fixedFeedbackIsBitIdenticalAfterTraining() {
    CreditAssignmentRule rule = new Layerwise(new FeedbackAlignment());
    try (Lab lab =
        host.lab(
            Nets.CONVOLUTIONAL.network(Nets.GAUSSIAN),
            BATCH,
            rule,
            recipe -> recipe.update(Sgd.withMomentum(0.5, 0.9)))) {
      Map<String, double[]> before = new HashMap<>();
      lab.synapses().forEach(path -> before.put(path, lab.input(path + ".feedback")));
      double[] weight = lab.input("conv2.weight");
      for (int step = 0; step < 5; step++) {
        lab.drawBatch(step, 3);
        lab.run(step);
      }
      for (String path : lab.synapses()) {
        assertArrayEquals(before.get(path), lab.input(path + ".feedback"), path);
      }
      assertTrue(Vectors.distance(weight, lab.input("conv2.weight")) > 0.01, "W moves");
    }
  }

  /** Under feedback that learns: given the feedback with which the step begins. */
  @ParameterizedTest
  @ValueSource(strings = {"fa", "signed-init", "kp", "wm", "pfa"})
  void aWeightAboveDoesNotReachAHiddenGradientThroughFeedbackOfItsOwn(String rule) {
    assertEquals(0, changeBelow(Rules.named(rule).make()));
  }

  @Test
  void aWeightAboveDoesReachItUnderBackprop() {
    assertTrue(changeBelow(new Backprop()) > 0.01);
  }

  /** By how much dW_1 changes as the last weight is replaced, the error being held. */
  private double changeBelow(CreditAssignmentRule rule) {
    try (Lab lab =
        host.lab(
            Nets.DENSE.network(Nets.GAUSSIAN).withHead(new GivenSignalHead()),
            BATCH,
            rule,
            ControlTest::still)) {
      lab.set("x", Vectors.gaussians(1, "x", 0, BATCH * 6));
      lab.set("target", Vectors.gaussians(1, "error", 0, BATCH * 3));
      lab.run(0);
      double[] before = lab.output("gradient/dense1.weight");
      lab.set(LAST, Vectors.gaussians(1, "other", 0, lab.input(LAST).length));
      lab.run(1);
      assertTrue(Vectors.norm(before) > 0.01);
      return Vectors.distance(before, lab.output("gradient/dense1.weight"));
    }
  }

  @Test
  void scaleMultipliesTheStoredFeedback() {
    try (Lab one = host.lab(Nets.DENSE.network(Nets.GAUSSIAN), 1, fixed(FeedbackInit.WEIGHT, 1));
        Lab three = host.lab(Nets.DENSE.network(Nets.GAUSSIAN), 1, fixed(FeedbackInit.WEIGHT, 3))) {
      double[] expected = Vectors.scale(one.input("dense2.feedback"), 3);
      assertEquals(
          0, Vectors.distance(expected, three.input("dense2.feedback")), three.tolerance());
    }
  }

  @Test
  void xavierFeedbackHasXaviersVariance() {
    double[] normal = feedback(FeedbackInit.XAVIER_NORMAL);
    double[] uniform = feedback(FeedbackInit.XAVIER_UNIFORM);
    double deviation = Math.sqrt(2.0 / (80 + 60));
    // The relative spread of an rms is 1 / sqrt(2 n) for Gaussian numbers, and less for uniform
    // ones.
    double spread = deviation / Math.sqrt(2.0 * 80 * 60);
    assertEquals(deviation, Vectors.norm(normal) / Math.sqrt(80 * 60), 3 * spread);
    assertEquals(deviation, Vectors.norm(uniform) / Math.sqrt(80 * 60), 3 * spread);
    for (double b : uniform) {
      assertTrue(Math.abs(b) <= Math.sqrt(3) * deviation);
    }
  }

  private double[] feedback(FeedbackInit init) {
    try (Lab lab = host.lab(InitialAngleTest.wide(80, 60, Nets.GAUSSIAN), 1, fixed(init, 1))) {
      return lab.input("dense2.feedback");
    }
  }

  private static CreditAssignmentRule fixed(FeedbackInit init, double scale) {
    return new Layerwise(new FeedbackAlignment(init, scale));
  }
}
