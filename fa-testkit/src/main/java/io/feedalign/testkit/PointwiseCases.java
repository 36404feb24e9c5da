package io.feedalign.testkit;

import io.feedalign.ir.Affine;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.AxisMul;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Clamp;
import io.feedalign.ir.Form;
import io.feedalign.ir.Op;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Pointwise operations, one by one, on images, weights, matrices, vectors and scalars. */
final class PointwiseCases {

  /** Sizes around those of vector registers and tiles. */
  static final List<Form> FORMS =
      List.of(
          Form.SCALAR,
          Form.parameter(Shape.of(7)),
          Form.parameter(Shape.of(17, 33)),
          Form.parameter(Shape.of(1, 5)),
          Form.parameter(Shape.of(5, 1)),
          Form.parameter(Shape.of(6, 5, 3, 3)),
          Form.activation(Shape.of(3, 5, 4, 7)),
          Form.activation(Shape.of(2, 16, 13, 13)),
          new Form(Shape.of(2, 3, 5, 4), DType.F32, Layout.ROW_MAJOR));

  private PointwiseCases() {}

  static List<ProgramCase> all() {
    List<ProgramCase> cases = new ArrayList<>();
    for (Form form : FORMS) {
      for (Unary.Function function : Unary.Function.values()) {
        cases.add(
            ProgramCase.single(
                function + " " + form,
                s -> s.apply(new Unary(function), operand(s, function, form))));
      }
      for (Binary.Function function : Binary.Function.values()) {
        binary(cases, function, form, form);
        binary(cases, function, form, Form.SCALAR);
      }
      single(cases, new Affine(-1.5, 0.25), form);
      single(cases, new Affine(1, 0), form);
      single(cases, new Clamp(-0.5, 0.75), form);
      single(cases, new Clamp(0, Double.POSITIVE_INFINITY), form);
      vectors(cases, form);
    }
    edges(cases);
    return cases;
  }

  private static void edges(List<ProgramCase> cases) {
    cases.add(
        ProgramCase.exact(
            "signs of zeros", s -> s.apply(new Unary(Unary.Function.SIGN), zeros(s))));
    cases.add(
        ProgramCase.exact(
            "positive zeros", s -> s.apply(new Unary(Unary.Function.POSITIVE), zeros(s))));
    cases.add(
        ProgramCase.exact(
            "a gate at zero",
            s ->
                s.apply(
                    new Binary(Binary.Function.RELU_GATE), s.normal(zeros(s).form()), zeros(s))));
    cases.add(
        ProgramCase.exact(
            "integers as floats", s -> s.apply(new Cast(DType.F32), s.targets(37, 1000))));
  }

  private static void single(List<ProgramCase> cases, Op op, Form form) {
    cases.add(ProgramCase.single(op + " " + form, s -> s.apply(op, s.normal(form))));
  }

  private static Value operand(Sketch sketch, Unary.Function function, Form form) {
    return function == Unary.Function.SQRT ? sketch.uniform(form, 0, 9) : sketch.normal(form);
  }

  private static void binary(List<ProgramCase> cases, Binary.Function function, Form a, Form b) {
    boolean divides = function == Binary.Function.DIVIDE;
    cases.add(
        ProgramCase.single(
            function + " " + a + " and " + b,
            s ->
                s.apply(
                    new Binary(function),
                    s.normal(a),
                    divides ? s.uniform(b, 0.5, 2) : s.normal(b))));
  }

  private static void vectors(List<ProgramCase> cases, Form form) {
    for (int axis = 0; axis < Math.min(2, form.shape().rank()); axis++) {
      Form vector = Form.parameter(Shape.of(form.shape().size(axis)));
      for (Op op : List.of(new AxisAdd(axis), new AxisMul(axis))) {
        cases.add(
            ProgramCase.single(
                op + " " + form, s -> s.apply(op, s.normal(form), s.normal(vector))));
      }
    }
  }

  private static Value zeros(Sketch sketch) {
    return sketch.feed(Form.parameter(Shape.of(4)), 0, -0.0, 1e-30, -1e-30);
  }
}
