package io.feedalign.rules.layerwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.ir.Form;
import io.feedalign.nn.Initializer;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Central differences of the loss in double precision: calculus's own opinion. */
class DifferencesTest {
  private static final double H = 1e-5;
  private static final Initializer SMALL =
      (emit, shape, draw) -> emit.normal(0.4, Form.parameter(shape), draw);

  @ParameterizedTest
  @EnumSource
  void backpropAgreesWithTheDifferencesInEveryLayer(Nets net) {
    try (Lab lab = lab(net, new Backprop())) {
      for (String path : lab.synapses()) {
        assertEquals(0, error(lab, path), 1e-7, path);
      }
    }
  }

  @Test
  void feedbackAlignmentDisagreesInHiddenLayersAndAgreesInTheLast() {
    try (Lab lab = lab(Nets.DENSE, new Layerwise(new FeedbackAlignment()))) {
      assertTrue(error(lab, "dense1") > 0.1);
      assertTrue(error(lab, "dense2") > 0.1);
      assertEquals(0, error(lab, "dense3"), 1e-7);
    }
  }

  private static Lab lab(Nets net, CreditAssignmentRule rule) {
    Lab lab = Lab.of(net.network(SMALL), 4, rule, ControlTest::still);
    lab.drawBatch(0, 3);
    return lab;
  }

  private static double error(Lab lab, String path) {
    lab.run(0);
    double[] gradient = lab.output("gradient/" + path + ".weight");
    double[] w = lab.input(path + ".weight");
    double[] differences = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      differences[i] = (loss(lab, path, w, i, H) - loss(lab, path, w, i, -H)) / (2 * H);
    }
    lab.set(path + ".weight", w);
    return Vectors.distance(differences, gradient);
  }

  private static double loss(Lab lab, String path, double[] w, int i, double nudge) {
    double[] nudged = w.clone();
    nudged[i] += nudge;
    lab.set(path + ".weight", nudged);
    lab.run(0);
    return lab.output("loss")[0];
  }
}
