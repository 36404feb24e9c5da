package io.feedalign.models.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Draw;
import io.feedalign.ir.Value;
import io.feedalign.models.init.VarianceScaling.Distribution;
import io.feedalign.models.init.VarianceScaling.Fan;
import io.feedalign.nn.Fans;
import io.feedalign.nn.Initializer;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Numbers;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Draws against the mean and variance that the papers give. */
class VarianceScalingTest {
  /** 90 connections in (10 channels, 3x3), 540 out, 5,400 weights. */
  private static final Shape CONV = Shape.of(60, 10, 3, 3);

  @ParameterizedTest
  @EnumSource(value = WeightInit.class, mode = EnumSource.Mode.EXCLUDE, names = "ORTHOGONAL")
  void drawsHaveTheirFormulasMeanAndVariance(WeightInit init) {
    double[] weights = draw(init.weight(), CONV);
    double variance = Numbers.dot(weights, weights) / weights.length;
    double mean = Arrays.stream(weights).average().orElseThrow();
    double expected = ((VarianceScaling) init.weight()).variance(Fans.of(CONV));
    // Six standard errors: of a Gaussian's variance sqrt(2 / n), of a mean sqrt(variance / n).
    assertEquals(expected, variance, 6 * Math.sqrt(2.0 / weights.length) * expected);
    assertEquals(0, mean, 6 * Math.sqrt(expected / weights.length));
  }

  @ParameterizedTest
  @CsvSource({
    "HE_UNIFORM, 0.0222222222",
    "HE_NORMAL, 0.0222222222",
    "HE_UNIFORM_FAN_OUT, 0.0037037037",
    "HE_NORMAL_FAN_OUT, 0.0037037037",
    "XAVIER_UNIFORM_FAN_OUT, 0.0018518519",
    "XAVIER_NORMAL_FAN_OUT, 0.0018518519",
    "XAVIER_UNIFORM, 0.0031746032",
    "XAVIER_NORMAL, 0.0031746032",
    "LECUN_UNIFORM, 0.0111111111",
    "LECUN_NORMAL, 0.0111111111",
    "TORCH, 0.0037037037"
  })
  void variancesAreTheHandComputedOnes(WeightInit init, double expected) {
    assertEquals(expected, ((VarianceScaling) init.weight()).variance(Fans.of(CONV)), 1e-9);
  }

  @Test
  void uniformDrawsFillTheirBoundsAndNeverLeaveThem() {
    double bound = 1 / Math.sqrt(90);
    double largest = Numbers.largest(draw(VarianceScaling.torchUniform(), CONV));
    assertTrue(largest <= bound * (1 + 1e-6), "largest " + largest + " of bound " + bound);
    assertTrue(largest > 0.99 * bound, "largest " + largest + " of bound " + bound);
  }

  @Test
  void fanOutKeepsSignalsInsteadOfActivity() {
    Fans fans = new Fans(100, 400);
    assertEquals(2.0 / 400, VarianceScaling.heNormal(Fan.OUT).variance(fans));
    assertEquals(2.0 / 100, VarianceScaling.heUniform(Fan.IN).variance(fans));
    assertEquals(
        3.0 / 250, new VarianceScaling(3, Fan.AVERAGE, Distribution.NORMAL).variance(fans));
  }

  @Test
  void groupsCountOnlyTheChannelsThatAUnitReads() {
    assertEquals(new Fans(9, 72), Fans.of(Shape.of(8, 1, 3, 3)));
  }

  @Test
  void torchBiasesComeFromTheWeightsRangeAndOthersAreZero() {
    Shape bias = Shape.of(2000);
    double[] torch = draw(WeightInit.TORCH.bias(new Fans(25, 1)), bias);
    assertEquals(0.2, Numbers.largest(torch), 2e-3);
    assertEquals(0, Numbers.largest(draw(WeightInit.HE_NORMAL.bias(new Fans(25, 1)), bias)));
  }

  static double[] draw(Initializer initializer, Shape shape) {
    Sketch sketch = new Sketch();
    Value step = sketch.integer(0);
    Value drawn = initializer.draw(sketch.emit(), shape, new Draw(42, step));
    sketch.read(drawn);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      return rig.read(drawn);
    }
  }
}
