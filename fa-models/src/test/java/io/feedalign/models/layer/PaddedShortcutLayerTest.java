package io.feedalign.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Numbers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddedShortcutLayerTest {
  @Test
  void itKeepsEverySecondPixelBetweenZeroChannels() {
    LayerRun run = LayerRun.of(new PaddedShortcutLayer(2, 4, 2), Mode.LEARN);
    Value x = run.feed(Shape.of(1, 2, 3, 2), 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16);
    Trace trace = run.forward(x);
    assertEquals(Shape.of(1, 4, 2, 1), trace.output().shape());
    assertArrayEquals(new double[] {0, 0, 1, 5, 11, 15, 0, 0}, run.run(trace.output()));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 4, 2", "3, 6, 2", "3, 8, 2", "5, 7, 3", "16, 32, 2"})
  void eachOutputChannelRepeatsOneInputChannelOrNone(int in, int out, int stride) {
    Shape image = Shape.of(2, in, 5, 4);
    double[] x = Numbers.normal(1, image);
    LayerRun run = LayerRun.of(new PaddedShortcutLayer(in, out, stride), Mode.LEARN);
    Trace trace = run.forward(run.feed(image, x));
    Shape shape = trace.output().shape();
    double[] y = run.run(trace.output());
    for (int i = 0; i < y.length; i++) {
      int column = i % shape.size(3) * stride;
      int row = i / shape.size(3) % shape.size(2) * stride;
      int channel = i / (shape.size(3) * shape.size(2)) % out - (out - in) / 2;
      int sample = i / (shape.size(3) * shape.size(2) * out);
      boolean real = channel >= 0 && channel < in;
      assertEquals(real ? x[((sample * in + channel) * 5 + row) * 4 + column] : 0, y[i]);
    }
  }

  @Test
  void itsPullIsItsAdjoint() {
    Shape image = Shape.of(2, 3, 5, 4);
    Shape small = Shape.of(2, 6, 3, 2);
    double[] x = Numbers.normal(1, image);
    double[] s = Numbers.normal(2, small);
    LayerRun run = LayerRun.of(new PaddedShortcutLayer(3, 6, 2), Mode.LEARN);
    Trace trace = run.forward(run.feed(image, x));
    Value pulled = run.pullToInput(trace, 0, run.feed(small, s));
    List<double[]> both = run.run(1, trace.output(), pulled);
    assertEquals(Numbers.dot(both.get(0), s), Numbers.dot(x, both.get(1)), 1e-9);
  }

  @Test
  void itCannotDropChannels() {
    assertThrows(FaException.class, () -> new PaddedShortcutLayer(4, 2, 2));
  }
}
