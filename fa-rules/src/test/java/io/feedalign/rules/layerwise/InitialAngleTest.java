package io.feedalign.rules.layerwise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The angle between W and B before the first step, within three standard deviations. */
class InitialAngleTest {
  private static final int IN = 160;
  private static final int OUT = 120;

  /** Two layers onto two classes; {@code dense2} is (out, in). */
  static Network wide(int in, int out, Initializer init) {
    NetworkBuilder net = new NetworkBuilder("wide", Shape.of(1, 1, 2));
    int at = net.add("flatten", new FlattenLayer(), net.input());
    at = net.add("dense1", Nets.dense(2, in, init), at);
    at = net.add("dense2", Nets.dense(in, out, init), at);
    at = net.add("dense3", Nets.dense(out, 2, init), at);
    return net.build(at, new SoftmaxCrossEntropyHead());
  }

  /** Spreads are those of one weight in degrees, by the delta method on the cosine. */
  @ParameterizedTest
  @CsvSource({
    "fa, unit, initial-weights, GAUSSIAN, 90, 57.30",
    "fa, unit, initial-weights, UNIFORM, 90, 57.30",
    "usf, unit, initial-weights, GAUSSIAN, 37.07, 20.18",
    "usf, unit, initial-weights, UNIFORM, 30.00, 18.12",
    "usf, sn, initial-weights, GAUSSIAN, 37.07, 20.18",
    "usf, init, frozen-norm, UNIFORM, 30.00, 18.12",
    "usf, init, initial-weights, GAUSSIAN, 0, 0.0001",
    "usf, init, own-draw, GAUSSIAN, 50.46, 32.33",
    "usf, init, own-draw, UNIFORM, 41.41, 27.39",
    "frsf, unit, initial-weights, GAUSSIAN, 50.46, 32.33",
    "frsf, unit, initial-weights, UNIFORM, 41.41, 27.39",
    "brsf, unit, initial-weights, GAUSSIAN, 50.46, 32.33",
    "brsf, unit, initial-weights, UNIFORM, 41.41, 27.39",
    "signed-init, xiao, initial-weights, GAUSSIAN, 37.07, 20.18",
  })
  void theInitialAngleIsTheoryS(
      String rule, String magnitude, String reading, String weights, double angle, double spread) {
    boolean sized = rule.equals("usf") || rule.equals("signed-init");
    Rules.Named named =
        sized ? Rules.named(rule, "magnitude", magnitude, "reading", reading) : Rules.named(rule);
    Initializer init = weights.equals("GAUSSIAN") ? Nets.GAUSSIAN : Nets.UNIFORM;
    try (Lab lab = Lab.of(wide(IN, OUT, init), 1, named.make(), ControlTest::still)) {
      lab.drawBatch(0, 2);
      lab.run(0);
      double measured = Vectors.angle(lab.input("dense2.weight"), lab.output("feedback/dense2"));
      // The tables give two digits; acos near 1 gives 1e-6 degrees.
      double tolerance = 3 * spread / Math.sqrt(IN * OUT) + 0.005;
      assertEquals(angle, measured, tolerance);
    }
  }
}
