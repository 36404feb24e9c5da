package io.feedalign.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand numbers on one 2x2 image of two channels: (1, 2, 3, 4) and (-1, 5, 0, 0). */
class PoolingTest {
  private static final Shape IMAGE = Shape.of(1, 2, 2, 2);
  private static final double[] X = {1, 2, 3, 4, -1, 5, 0, 0};

  @Test
  void maxPoolingKeepsTheLargestAndSendsTheSignalThere() {
    check(
        MaxPoolLayer.of(2, 2),
        Shape.of(1, 2, 1, 1),
        new double[] {4, 5},
        new double[] {0, 0, 0, 10, 0, 20, 0, 0});
  }

  @Test
  void averagePoolingSpreadsTheSignalEvenly() {
    check(
        AvgPoolLayer.of(2, 2),
        Shape.of(1, 2, 1, 1),
        new double[] {2.5, 1},
        new double[] {2.5, 2.5, 2.5, 2.5, 5, 5, 5, 5});
  }

  @Test
  void aGlobalAverageGivesRows() {
    check(
        new GlobalAvgPoolLayer(),
        Shape.of(1, 2),
        new double[] {2.5, 1},
        new double[] {2.5, 2.5, 2.5, 2.5, 5, 5, 5, 5});
  }

  @Test
  void aGlobalAverageTakesOblongImages() {
    LayerRun run = LayerRun.of(new GlobalAvgPoolLayer(), Mode.LEARN);
    Trace trace = run.forward(run.feed(Shape.of(1, 1, 1, 3), 1, 2, 6));
    assertArrayEquals(new double[] {3}, run.run(trace.output()), 1e-12);
  }

  @Test
  void paddingBeyondHalfTheKernelIsRefused() {
    assertThrows(FaException.class, () -> new MaxPoolLayer(Geometry.square(3, 2, 2)));
    assertThrows(FaException.class, () -> new AvgPoolLayer(Geometry.square(2, 2, 2), true));
    assertEquals(
        Shape.of(1, 2, 4, 4),
        new MaxPoolLayer(Geometry.square(3, 2, 1)).outputShape(List.of(Shape.of(1, 2, 8, 8))));
  }

  private static void check(Layer layer, Shape pooled, double[] output, double[] pulled) {
    assertEquals(pooled, layer.outputShape(List.of(IMAGE)));
    LayerRun run = LayerRun.of(layer, Mode.LEARN);
    Trace trace = run.forward(run.feed(IMAGE, X));
    Value signal = run.pullToInput(trace, 0, run.feed(pooled, 10, 20));
    List<double[]> both = run.run(1, trace.output(), signal);
    assertArrayEquals(output, both.get(0), 1e-12);
    assertArrayEquals(pulled, both.get(1), 1e-12);
  }
}
