package io.feedalign.ir;

import io.feedalign.tensor.Shape;
import java.util.List;

/** The one check that the three verbs of convolution share: image and weight fit the window. */
final class ConvShapes {
  private ConvShapes() {}

  static void check(Op op, List<Value> inputs, Geometry geometry, Shape image, Shape weight) {
    Operands.check(
        image.rank() == 4 && weight.rank() == 4, op, inputs, "needs 4-axis images and weights");
    Operands.check(
        image.size(1) == weight.size(1) * geometry.groups()
            && weight.size(0) % geometry.groups() == 0,
        op,
        inputs,
        "needs a weight (out, in / groups, kh, kw) for "
            + image.size(1)
            + " input channels in "
            + geometry.groups()
            + " groups");
    Operands.check(
        weight.size(2) == geometry.kernel().h() && weight.size(3) == geometry.kernel().w(),
        op,
        inputs,
        "needs a weight of kernel " + geometry.kernel());
  }

  static void checkSignal(Op op, List<Value> inputs, Shape expected, Shape signal) {
    Operands.check(expected.equals(signal), op, inputs, "needs a signal of shape " + expected);
  }
}
