package io.feedalign.testkit;

import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Batch normalisation of images and of rows. */
final class NormCases {

  private static final double EPSILON = 1e-5;

  private NormCases() {}

  static List<ProgramCase> all() {
    List<Shape> shapes =
        List.of(
            Shape.of(4, 3, 5, 7),
            Shape.of(2, 16, 8, 8),
            Shape.of(1, 5, 3, 3),
            Shape.of(3, 1, 4, 4),
            Shape.of(8, 17),
            Shape.of(5, 64, 1, 1));
    List<ProgramCase> cases = new ArrayList<>();
    for (Shape shape : shapes) {
      cases.add(ProgramCase.single("batch norm " + shape, sketch -> learn(sketch, shape)));
      cases.add(
          ProgramCase.single("batch norm inference " + shape, sketch -> infer(sketch, shape)));
      cases.add(ProgramCase.single("batch norm adjoint " + shape, sketch -> grad(sketch, shape)));
    }
    return cases;
  }

  /** A mean of 3 deviations shows formulas that cancel; numbers that no other feed has. */
  private static Value image(Sketch sketch, Shape shape) {
    double[] numbers = Numbers.normal(1003, shape);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (numbers[i] + 3);
    }
    return sketch.feed(Form.activation(shape), numbers);
  }

  private static Value vector(Sketch sketch, Shape shape, double low, double high) {
    return sketch.uniform(Form.parameter(Shape.of(shape.size(1))), low, high);
  }

  private static void learn(Sketch sketch, Shape shape) {
    sketch.apply(
        new BatchNorm(EPSILON),
        image(sketch, shape),
        vector(sketch, shape, -2, 2),
        vector(sketch, shape, -1, 1));
  }

  private static void infer(Sketch sketch, Shape shape) {
    sketch.apply(
        new BatchNormInference(EPSILON),
        image(sketch, shape),
        vector(sketch, shape, -2, 2),
        vector(sketch, shape, -1, 1),
        vector(sketch, shape, 2, 4),
        vector(sketch, shape, 0.5, 2));
  }

  /** The statistics are those of x, as in every program. */
  private static void grad(Sketch sketch, Shape shape) {
    Value x = image(sketch, shape);
    Value gain = vector(sketch, shape, -2, 2);
    Value shift = vector(sketch, shape, -1, 1);
    List<Value> forward = sketch.emit().write(new BatchNorm(EPSILON), x, gain, shift);
    Value signal = sketch.normal(Form.activation(shape));
    sketch.apply(new BatchNormGrad(EPSILON), x, gain, forward.get(1), forward.get(2), signal);
  }
}
