package io.feedalign.testkit;

import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Convolutions on awkward shapes. */
final class ConvCases {

  /** A convolution: its window and the shapes that it joins. */
  record Convolution(String name, Geometry geometry, Shape x, int outputs) {

    Shape w() {
      Geometry g = geometry;
      return Shape.of(outputs, x.size(1) / g.groups(), g.kernel().h(), g.kernel().w());
    }

    Shape y() {
      return geometry.outputShape(x, outputs);
    }
  }

  private ConvCases() {}

  static List<Convolution> convolutions() {
    List<Convolution> all = new ArrayList<>();
    all.add(new Convolution("3x3", Geometry.square(3, 1, 1), Shape.of(2, 3, 7, 5), 4));
    all.add(new Convolution("odd, stride 2", Geometry.square(3, 2, 1), Shape.of(3, 5, 9, 11), 6));
    all.add(new Convolution("even, stride 2", Geometry.square(3, 2, 1), Shape.of(2, 16, 8, 8), 32));
    all.add(new Convolution("1x1", Geometry.square(1, 1, 0), Shape.of(2, 8, 6, 6), 16));
    all.add(new Convolution("1x1 stride 2", Geometry.square(1, 2, 0), Shape.of(2, 16, 7, 7), 8));
    all.add(
        new Convolution("11x11 stride 4", Geometry.square(11, 4, 2), Shape.of(2, 3, 35, 39), 8));
    all.add(
        new Convolution("5x5 of grey images", Geometry.square(5, 1, 2), Shape.of(4, 1, 28, 28), 6));
    all.add(
        new Convolution("3 to 64 channels", Geometry.square(3, 1, 1), Shape.of(2, 3, 12, 12), 64));
    all.add(
        new Convolution("64 to 24 channels", Geometry.square(3, 1, 1), Shape.of(2, 64, 5, 5), 24));
    all.add(new Convolution("batch 1", Geometry.square(3, 1, 1), Shape.of(1, 2, 5, 4), 3));
    all.add(new Convolution("one pixel", Geometry.square(1, 1, 0), Shape.of(1, 4, 1, 1), 3));
    all.add(new Convolution("window as image", Geometry.square(4, 1, 0), Shape.of(3, 2, 4, 4), 5));
    all.add(new Convolution("gaps", Geometry.square(2, 3, 0), Shape.of(2, 3, 9, 10), 4));
    all.add(
        new Convolution("one by one by one", Geometry.square(1, 1, 0), Shape.of(1, 1, 1, 1), 1));
    all.addAll(unusual());
    return all;
  }

  private static List<Convolution> unusual() {
    Geometry dilated = window(new Geometry.Pair(3, 3), 1, Geometry.Padding.all(2), 2);
    Geometry wide = window(new Geometry.Pair(1, 7), 1, new Geometry.Padding(0, 3, 0, 3), 1);
    Geometry lopsided = window(new Geometry.Pair(3, 2), 2, new Geometry.Padding(0, 1, 2, 1), 1);
    Geometry oneSided = window(new Geometry.Pair(2, 2), 1, new Geometry.Padding(0, 0, 1, 1), 1);
    Geometry grouped = Geometry.square(3, 1, 1).withGroups(2);
    Geometry single = Geometry.square(3, 1, 1).withGroups(6);
    Geometry singleStrided = Geometry.square(3, 2, 1).withGroups(4);
    return List.of(
        new Convolution("dilation 2", dilated, Shape.of(2, 3, 9, 7), 4),
        new Convolution("1x7", wide, Shape.of(2, 4, 5, 9), 3),
        new Convolution("lopsided padding", lopsided, Shape.of(2, 3, 8, 9), 5),
        new Convolution("padding behind only", oneSided, Shape.of(1, 2, 4, 5), 3),
        new Convolution("2 groups", grouped, Shape.of(2, 6, 7, 7), 8),
        new Convolution("groups of one channel", single, Shape.of(2, 6, 7, 5), 6),
        new Convolution(
            "groups of one channel, two outputs", singleStrided, Shape.of(1, 4, 7, 7), 8));
  }

  private static Geometry window(
      Geometry.Pair kernel, int stride, Geometry.Padding padding, int dilation) {
    return new Geometry(
        kernel, Geometry.Pair.square(stride), padding, Geometry.Pair.square(dilation), 1);
  }

  static List<ProgramCase> all() {
    List<ProgramCase> cases = new ArrayList<>();
    for (Convolution c : convolutions()) {
      String name = c.name() + " " + c.x() + " to " + c.y();
      cases.add(ProgramCase.single("drive " + name, sketch -> drive(sketch, c)));
      cases.add(ProgramCase.single("pull " + name, sketch -> pull(sketch, c)));
      cases.add(ProgramCase.single("correlate " + name, sketch -> correlate(sketch, c)));
    }
    return cases;
  }

  private static void drive(Sketch sketch, Convolution c) {
    sketch.apply(
        new Conv2d(c.geometry()),
        sketch.normal(Form.activation(c.x())),
        sketch.normal(Form.parameter(c.w())));
  }

  private static void pull(Sketch sketch, Convolution c) {
    sketch.apply(
        new Conv2dInputGrad(c.geometry(), c.x()),
        sketch.normal(Form.activation(c.y())),
        sketch.normal(Form.parameter(c.w())));
  }

  private static void correlate(Sketch sketch, Convolution c) {
    sketch.apply(
        new Conv2dWeightGrad(c.geometry()),
        sketch.normal(Form.activation(c.x())),
        sketch.normal(Form.activation(c.y())));
  }
}
