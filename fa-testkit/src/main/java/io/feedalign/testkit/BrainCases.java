package io.feedalign.testkit;

import io.feedalign.ir.Affine;
import io.feedalign.ir.AvgPool;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.function.Consumer;

/** Programs whose activations and signals are bfloat16; weights and statistics stay in f32. */
final class BrainCases {

  private static final Geometry WINDOW = Geometry.square(3, 2, 1);
  private static final Shape X = Shape.of(3, 5, 9, 7);
  private static final Shape W = Shape.of(6, 5, 3, 3);
  private static final Shape Y = WINDOW.outputShape(X, 6);

  private BrainCases() {}

  static List<ProgramCase> all() {
    return List.of(
        ProgramCase.exact("rounding to even", s -> s.apply(new Cast(DType.BF16), halves(s))),
        brain("drive", s -> s.apply(new Conv2d(WINDOW), image(s, X), weight(s))),
        brain("pull", s -> s.apply(new Conv2dInputGrad(WINDOW, X), image(s, Y), weight(s))),
        brain("correlate", s -> s.apply(new Conv2dWeightGrad(WINDOW), image(s, X), image(s, Y))),
        brain("max pooling", s -> s.read(s.emit().write(new MaxPool(WINDOW), image(s, X)).get(0))),
        brain("average pooling", s -> s.apply(new AvgPool(WINDOW, true), image(s, X))),
        brain("batch norm", s -> s.apply(new BatchNorm(1e-5), image(s, X), vector(s), vector(s))),
        brain("channel sums", s -> s.apply(new Sum(1), image(s, X))),
        brain("pointwise", BrainCases::pointwise));
  }

  private static ProgramCase brain(String name, Consumer<Sketch> writing) {
    return new ProgramCase("bf16 " + name, ProgramCase.BRAIN, writing);
  }

  private static Value image(Sketch sketch, Shape shape) {
    return sketch.emit().cast(sketch.normal(Form.activation(shape)), DType.BF16);
  }

  private static Value weight(Sketch sketch) {
    return sketch.emit().cast(sketch.normal(Form.parameter(W)), DType.BF16);
  }

  private static Value vector(Sketch sketch) {
    return sketch.uniform(Form.parameter(Shape.of(X.size(1))), 0.5, 1.5);
  }

  /** Numbers half-way between two bfloat16 neighbours, and beside them. */
  private static Value halves(Sketch sketch) {
    double step = 0x1p-7;
    return sketch.feed(
        Form.parameter(Shape.of(5)), 1 + step / 2, 1 + 3 * step / 2, 1 + 0.6 * step, -1, 3.14159);
  }

  private static void pointwise(Sketch sketch) {
    Value x = image(sketch, X);
    Value y = sketch.emit().apply(Unary.Function.RELU, x);
    sketch.apply(new Affine(0.5, 0.25), sketch.emit().add(y, image(sketch, X)));
  }
}
