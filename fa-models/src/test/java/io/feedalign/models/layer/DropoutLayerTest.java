package io.feedalign.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutLayerTest {
  private static final Shape MANY = Shape.of(10, 1000);

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.8})
  void itsShareFallsSilentAndTheRestIsScaledUp(double rate) {
    double[] y = ones(rate, Mode.LEARN);
    long silent = Arrays.stream(y).filter(element -> element == 0).count();
    // Six standard deviations of a binomial count.
    assertEquals(rate * y.length, silent, 6 * Math.sqrt(y.length * rate * (1 - rate)));
    for (double element : y) {
      assertEquals(element == 0 ? 0 : 1 / (1 - rate), element, 1e-6);
    }
  }

  @Test
  void aRateOfZeroKeepsEverything() {
    double[] expected = new double[10_000];
    Arrays.fill(expected, 1);
    assertArrayEquals(expected, ones(0, Mode.LEARN));
  }

  @Test
  void inferenceChangesNothing() {
    double[] expected = new double[10_000];
    Arrays.fill(expected, 1);
    assertArrayEquals(expected, ones(0.5, Mode.INFER));
  }

  @Test
  void theSignalPassesTheSameMask() {
    LayerRun run = LayerRun.of(new DropoutLayer(0.5), Mode.LEARN);
    double[] ones = new double[10_000];
    Arrays.fill(ones, 1);
    Trace trace = run.forward(run.feed(MANY, ones));
    Value pulled = run.pullToInput(trace, 0, run.feed(MANY, ones));
    List<double[]> both = run.run(1, trace.output(), pulled);
    assertArrayEquals(both.get(0), both.get(1));
  }

  @Test
  void theOutputIsAValueOfItsOwnWhileLearning() {
    LayerRun run = LayerRun.of(new DropoutLayer(0), Mode.LEARN);
    Value x = run.feed(Shape.of(1, 2), 1, 2);
    assertNotEquals(x, run.forward(x).output());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void otherRatesAreRefused(double rate) {
    assertThrows(FaException.class, () -> new DropoutLayer(rate));
  }

  private static double[] ones(double rate, Mode mode) {
    LayerRun run = LayerRun.of(new DropoutLayer(rate), mode);
    double[] ones = new double[10_000];
    Arrays.fill(ones, 1);
    return run.run(run.forward(run.feed(MANY, ones)).output());
  }
}
