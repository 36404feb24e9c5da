package io.feedalign.testkit;

import io.feedalign.ir.Columns;
import io.feedalign.ir.Dot;
import io.feedalign.ir.Fill;
import io.feedalign.ir.Form;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.LeastInColumn;
import io.feedalign.ir.Random;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Sum;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Matrix products, reductions, reshapes, constants and random numbers. */
final class AlgebraCases {

  private static final Form IMAGE = Form.activation(Shape.of(3, 5, 4, 7));
  private static final Form WEIGHT = Form.parameter(Shape.of(6, 3, 3, 2));
  private static final Form MATRIX = Form.parameter(Shape.of(9, 13));
  private static final Form VECTOR = Form.parameter(Shape.of(11));

  private AlgebraCases() {}

  static List<ProgramCase> all() {
    List<ProgramCase> cases = new ArrayList<>();
    products(cases);
    for (Form form : List.of(IMAGE, WEIGHT, MATRIX, VECTOR, Form.parameter(Shape.of(130, 70)))) {
      for (int axis = Sum.ALL; axis < Math.min(2, form.shape().rank()); axis++) {
        reductions(cases, form, axis);
      }
    }
    reshapes(cases);
    columns(cases);
    cases.add(ProgramCase.exact("fill an image", s -> s.apply(new Fill(0.1f, IMAGE))));
    cases.add(ProgramCase.exact("fill a scalar", s -> s.apply(new Fill(-3, Form.SCALAR))));
    for (Form form : List.of(IMAGE, WEIGHT, VECTOR, Form.SCALAR)) {
      for (Random.Distribution kind : Random.Distribution.values()) {
        Random op = new Random(kind, 0x1234_5678_9abc_def0L, form);
        cases.add(ProgramCase.exact(kind + " " + form, s -> s.apply(op, s.integer(3))));
      }
    }
    return cases;
  }

  private static void products(List<ProgramCase> cases) {
    int[][] sizes = {{7, 5, 3}, {1, 1, 1}, {1, 64, 10}, {33, 130, 17}, {16, 784, 10}, {5, 1, 9}};
    for (int[] size : sizes) {
      for (int flags = 0; flags < 4; flags++) {
        Gemm op = new Gemm((flags & 1) != 0, (flags & 2) != 0);
        Shape a = op.transposeA() ? Shape.of(size[1], size[0]) : Shape.of(size[0], size[1]);
        Shape b = op.transposeB() ? Shape.of(size[2], size[1]) : Shape.of(size[1], size[2]);
        cases.add(
            ProgramCase.single(
                op + " " + a + " " + b,
                s -> s.apply(op, s.normal(Form.parameter(a)), s.normal(Form.parameter(b)))));
      }
    }
  }

  /** Sums of positive numbers, so that the sum is large against the rounding of its terms. */
  private static void reductions(List<ProgramCase> cases, Form form, int axis) {
    String name = form + " to axis " + axis;
    cases.add(
        ProgramCase.single(
            "sum " + name, s -> s.apply(new Sum(axis), s.uniform(form, 0.25, 1.75))));
    cases.add(
        ProgramCase.single(
            "dot " + name,
            s -> s.apply(new Dot(axis), s.uniform(form, 0.25, 1.75), s.uniform(form, 0.5, 1))));
    cases.add(
        ProgramCase.single(
            "square " + name,
            s -> {
              var x = s.normal(form);
              s.apply(new Dot(axis), x, x);
            }));
  }

  private static void columns(List<ProgramCase> cases) {
    Form wide = Form.parameter(Shape.of(10, 700));
    for (int[] part : new int[][] {{0, 1}, {0, 700}, {5, 699}, {699, 700}}) {
      Columns op = new Columns(part[0], part[1]);
      cases.add(ProgramCase.exact(op + " of " + wide, s -> s.apply(op, s.normal(wide))));
    }
    for (int count : new int[] {1, 3, 10}) {
      LeastInColumn op = new LeastInColumn(count);
      cases.add(ProgramCase.exact(op + " of " + wide, s -> s.apply(op, s.normal(wide))));
      cases.add(
          ProgramCase.exact(
              op + " of equal numbers",
              s -> s.apply(op, s.emit().fill(0.5, Form.parameter(Shape.of(10, 3))))));
    }
  }

  private static void reshapes(List<ProgramCase> cases) {
    Form rows = Form.parameter(Shape.of(3, 140));
    Form other = Form.activation(Shape.of(3, 10, 2, 7));
    Form plain = new Form(IMAGE.shape(), DType.F32, Layout.ROW_MAJOR);
    Form pixel = Form.activation(Shape.of(3, 140, 1, 1));
    Form grey = Form.activation(Shape.of(3, 1, 14, 10));
    for (Form from : List.of(IMAGE, rows, plain, pixel, grey)) {
      for (Form to : List.of(IMAGE, rows, other, plain, pixel, grey)) {
        cases.add(
            ProgramCase.exact(
                "reshape " + from + " to " + to, s -> s.apply(new Reshape(to), s.normal(from))));
      }
    }
    cases.add(
        ProgramCase.exact(
            "reshape one number to a scalar",
            s -> s.apply(new Reshape(Form.SCALAR), s.normal(Form.parameter(Shape.of(1, 1))))));
  }
}
