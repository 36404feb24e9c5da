package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceConvTest {

  private final Backend backend = new ReferenceBackend();

  @Test
  void drivesByHand() {
    Sketch sketch = new Sketch();
    Value x = sketch.feed(Form.activation(Shape.of(1, 1, 3, 3)), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Value w = sketch.feed(Form.parameter(Shape.of(1, 1, 2, 2)), 1, 10, 100, 1000);
    double[] y = run(sketch, sketch.apply(new Conv2d(Geometry.square(2, 1, 0)), x, w).get(0));
    assertArrayEquals(new double[] {5421, 6532, 8754, 9865}, y);
  }

  @Test
  void pullsByHand() {
    Sketch sketch = new Sketch();
    Value s = sketch.feed(Form.activation(Shape.of(1, 1, 1, 2)), 1, 2);
    Value w = sketch.feed(Form.parameter(Shape.of(1, 1, 1, 2)), 10, 100);
    Conv2dInputGrad op =
        new Conv2dInputGrad(
            new Geometry(
                new Geometry.Pair(1, 2),
                Geometry.Pair.square(1),
                Geometry.Padding.all(0),
                Geometry.Pair.square(1),
                1),
            Shape.of(1, 1, 1, 3));
    assertArrayEquals(new double[] {10, 120, 200}, run(sketch, sketch.apply(op, s, w).get(0)));
  }

  @Test
  void correlatesByHandAndSumsOverTheBatch() {
    Sketch sketch = new Sketch();
    Value x = sketch.feed(Form.activation(Shape.of(2, 1, 1, 2)), 1, 2, 3, 4);
    Value s = sketch.feed(Form.activation(Shape.of(2, 2, 1, 2)), 1, 1, 10, 100, 1, 1, 1000, 0);
    Conv2dWeightGrad op = new Conv2dWeightGrad(Geometry.square(1, 1, 0));
    assertArrayEquals(new double[] {10, 3210}, run(sketch, sketch.apply(op, x, s).get(0)));
  }

  static Stream<ConvCases.Convolution> convolutions() {
    return ConvCases.convolutions().stream();
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void driveEqualsSlidingOverAPaddedCopy(ConvCases.Convolution c) {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(Form.activation(c.x()));
    Value w = sketch.normal(Form.parameter(c.w()));
    double[] y = run(sketch, sketch.apply(new Conv2d(c.geometry()), x, w).get(0));
    double[] wanted = slide(c, sketch.numbers().get(x), sketch.numbers().get(w));
    assertClose(c.name(), wanted, y, 1e-13);
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void pullAndCorrelateAreTheAdjointsOfDrive(ConvCases.Convolution c) {
    Trilinear.check(backend, c);
  }

  private double[] run(Sketch sketch, Value result) {
    try (Rig rig = Rig.on(backend, sketch)) {
      rig.run();
      return rig.read(result);
    }
  }

  /** A second formula: pad first, then never look beyond the border. */
  private static double[] slide(ConvCases.Convolution c, double[] x, double[] w) {
    Geometry g = c.geometry();
    double[] y = new double[(int) c.y().elements()];
    int perGroup = c.outputs() / g.groups();
    int width = c.x().size(3) + g.padding().left() + g.padding().right();
    for (int i = 0; i < y.length; i++) {
      int q = i % c.y().size(3);
      int p = i / c.y().size(3) % c.y().size(2);
      int o = i / c.y().size(3) / c.y().size(2) % c.outputs();
      int n = i / c.y().size(3) / c.y().size(2) / c.outputs();
      for (int k = 0; k < c.w().elementsPerRow(); k++) {
        int column = q * g.stride().w() + k % g.kernel().w() * g.dilation().w();
        int row = p * g.stride().h() + k / g.kernel().w() % g.kernel().h() * g.dilation().h();
        int channel = o / perGroup * c.w().size(1) + k / g.kernel().w() / g.kernel().h();
        double[] plane = padded(c, x, n * c.x().size(1) + channel);
        y[i] += plane[row * width + column] * w[o * (int) c.w().elementsPerRow() + k];
      }
    }
    return y;
  }

  private static double[] padded(ConvCases.Convolution c, double[] x, int plane) {
    Geometry.Padding padding = c.geometry().padding();
    int width = c.x().size(3) + padding.left() + padding.right();
    int height = c.x().size(2) + padding.top() + padding.bottom();
    double[] padded = new double[height * width];
    for (int row = 0; row < c.x().size(2); row++) {
      int from = (plane * c.x().size(2) + row) * c.x().size(3);
      int to = (row + padding.top()) * width + padding.left();
      System.arraycopy(x, from, padded, to, c.x().size(3));
    }
    return padded;
  }
}
