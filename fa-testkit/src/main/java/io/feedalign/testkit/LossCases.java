package io.feedalign.testkit;

import io.feedalign.ir.Form;
import io.feedalign.ir.OneHot;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Logits and targets: ordinary rows, ignored rows, ties, numbers that are none, large logits. */
final class LossCases {

  private LossCases() {}

  static List<ProgramCase> all() {
    List<ProgramCase> cases = new ArrayList<>();
    for (int[] size : new int[][] {{5, 10}, {1, 2}, {33, 1}, {16, 1000}, {128, 10}}) {
      cases.add(
          ProgramCase.single(
              "cross-entropy of " + size[0] + " rows, " + size[1] + " classes",
              s -> loss(s, 1, Shape.of(size[0], size[1]), s.targets(size[0], size[1]))));
    }
    cases.add(
        ProgramCase.single("large logits", s -> loss(s, 200, Shape.of(6, 7), s.targets(6, 7))));
    cases.add(
        ProgramCase.single(
            "ignored rows",
            s -> loss(s, 1, Shape.of(5, 4), s.feed(Form.integers(Shape.of(5)), -1, 3, -1, 0, 2))));
    cases.add(
        ProgramCase.exact(
            "nothing but ignored rows",
            s -> loss(s, 1, Shape.of(3, 4), s.feed(Form.integers(Shape.of(3)), -1, -1, -1))));
    cases.add(
        ProgramCase.exact(
            "one-hot",
            s -> s.apply(new OneHot(4), s.feed(Form.integers(Shape.of(5)), 2, 0, -1, 3, 3))));
    hits(cases);
    return cases;
  }

  private static void loss(Sketch sketch, double scale, Shape shape, Value target) {
    Value fed = sketch.feed(Form.parameter(shape), Numbers.uniform(5, -scale, scale, shape));
    sketch.apply(new SoftmaxCrossEntropy(), fed, target);
  }

  private static void hits(List<ProgramCase> cases) {
    for (int k : new int[] {1, 2, 5, 10, 12}) {
      cases.add(
          ProgramCase.exact(
              "top " + k + " hits of 64 rows",
              s ->
                  s.apply(
                      new TopKHits(k),
                      s.normal(Form.parameter(Shape.of(64, 10))),
                      s.targets(64, 10))));
    }
    for (int target = -1; target < 4; target++) {
      for (int k = 1; k < 4; k++) {
        int wanted = target;
        int best = k;
        cases.add(
            ProgramCase.exact(
                "top " + k + " among ties, target " + target,
                s -> tied(s, best, wanted, 1, 2, 2, 2)));
        cases.add(
            ProgramCase.exact(
                "top " + k + " beside a NaN, target " + target,
                s -> tied(s, best, wanted, 1, Double.NaN, 3, 0)));
      }
    }
  }

  private static void tied(Sketch sketch, int k, int target, double... logits) {
    Value row = sketch.feed(Form.parameter(Shape.of(1, logits.length)), logits);
    Value wanted = sketch.feed(Form.integers(Shape.of(1)), target);
    sketch.apply(new TopKHits(k), row, wanted);
  }
}
