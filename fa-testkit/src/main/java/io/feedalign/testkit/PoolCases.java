package io.feedalign.testkit;

import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Pooling: exact multiples, overlaps, gaps, padding, ties. */
final class PoolCases {

  /** A pooling: its window and the image that it reads. */
  record Pooling(String name, Geometry geometry, Shape x) {

    Shape y() {
      return geometry.outputShape(x, x.size(1));
    }
  }

  private PoolCases() {}

  static List<Pooling> poolings() {
    Geometry lopsided =
        new Geometry(
            new Geometry.Pair(3, 2),
            Geometry.Pair.square(2),
            new Geometry.Padding(1, 0, 1, 1),
            Geometry.Pair.square(1),
            1);
    return List.of(
        new Pooling("2x2", Geometry.square(2, 2, 0), Shape.of(2, 6, 8, 8)),
        new Pooling("2x2 on odd sides", Geometry.square(2, 2, 0), Shape.of(3, 5, 7, 9)),
        new Pooling("overlapping", Geometry.square(3, 2, 0), Shape.of(2, 3, 9, 7)),
        new Pooling("padded", Geometry.square(3, 2, 1), Shape.of(2, 4, 8, 7)),
        new Pooling("padded, dense", Geometry.square(3, 1, 1), Shape.of(1, 2, 5, 4)),
        new Pooling("lopsided", lopsided, Shape.of(2, 3, 6, 7)),
        new Pooling("global", Geometry.square(6, 6, 0), Shape.of(2, 17, 6, 6)),
        new Pooling("gaps", Geometry.square(2, 3, 0), Shape.of(1, 3, 8, 8)),
        new Pooling("1x1", Geometry.square(1, 1, 0), Shape.of(2, 3, 3, 3)));
  }

  static List<ProgramCase> all() {
    List<ProgramCase> cases = new ArrayList<>();
    for (Pooling pooling : poolings()) {
      String name = pooling.name() + " " + pooling.x();
      cases.add(ProgramCase.single("max " + name, sketch -> max(sketch, pooling, false)));
      cases.add(ProgramCase.single("max with ties " + name, sketch -> max(sketch, pooling, true)));
      cases.add(ProgramCase.single("average " + name, sketch -> average(sketch, pooling, false)));
      cases.add(
          ProgramCase.single(
              "average with padding " + name, sketch -> average(sketch, pooling, true)));
    }
    return cases;
  }

  private static void max(Sketch sketch, Pooling pooling, boolean ties) {
    Form image = Form.activation(pooling.x());
    Value x = ties ? sketch.feed(image, tied(pooling.x())) : sketch.normal(image);
    List<Value> pooled = sketch.emit().write(new MaxPool(pooling.geometry()), x);
    sketch.read(pooled.get(0));
    Value signal = sketch.normal(Form.activation(pooling.y()));
    sketch.apply(new MaxPoolGrad(pooling.geometry(), pooling.x()), pooled.get(1), signal);
  }

  /**
   * Only four different numbers, two of them negative, so that most windows have several winners.
   */
  private static double[] tied(Shape shape) {
    double[] numbers = Numbers.uniform(7, -2, 2, shape);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.floor(numbers[i]);
    }
    return numbers;
  }

  private static void average(Sketch sketch, Pooling pooling, boolean countPadding) {
    Value x = sketch.normal(Form.activation(pooling.x()));
    sketch.apply(new AvgPool(pooling.geometry(), countPadding), x);
    Value signal = sketch.normal(Form.activation(pooling.y()));
    sketch.apply(new AvgPoolGrad(pooling.geometry(), countPadding, pooling.x()), signal);
  }
}
