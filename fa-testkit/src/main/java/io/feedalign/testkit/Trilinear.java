package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;

/** {@code <drive(x, w), s> = <x, pull(s, w)> = <w, correlate(x, s)>} on a backend. */
final class Trilinear {

  /** Of the product of the norms: each of the three sums carries single-precision rounding. */
  private static final double TOLERANCE = 1e-6;

  private Trilinear() {}

  static void check(Backend backend, ConvCases.Convolution c) {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(Form.activation(c.x()));
    Value w = sketch.normal(Form.parameter(c.w()));
    Value s = sketch.normal(Form.activation(c.y()));
    Value y = sketch.emit().conv2d(x, w, c.geometry());
    Value pulled = sketch.emit().conv2dInputGrad(s, w, c.geometry(), c.x());
    Value correlated = sketch.emit().conv2dWeightGrad(x, s, c.geometry());
    sketch.read(y, pulled, correlated);
    try (Rig rig = Rig.on(backend, sketch)) {
      rig.run();
      double[] drive = rig.read(y);
      double form = Numbers.dot(drive, rig.read(s));
      double size = TOLERANCE * Numbers.norm(drive) * Numbers.norm(rig.read(s));
      assertSame("<x, pull>", form, Numbers.dot(rig.read(x), rig.read(pulled)), size);
      assertSame("<w, correlate>", form, Numbers.dot(rig.read(w), rig.read(correlated)), size);
    }
  }

  private static void assertSame(String what, double drive, double other, double allowed) {
    assertTrue(
        Math.abs(drive - other) <= allowed,
        () -> what + " is " + other + ", but <drive, s> is " + drive + "; allowed " + allowed);
  }
}
