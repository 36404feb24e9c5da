package io.feedalign.ir;

import io.feedalign.tensor.Shape;
import java.util.List;

/** The output form that the reducing operations share. */
final class Reduction {
  private Reduction() {}

  static List<Form> along(Op op, List<Value> inputs, int axis) {
    Shape shape = inputs.get(0).shape();
    Operands.check(
        axis >= Sum.ALL && axis <= 1 && axis < shape.rank(), op, inputs, "keeps axis 0, 1 or none");
    Shape kept = axis == Sum.ALL ? Shape.SCALAR : Shape.of(shape.size(axis));
    return List.of(Form.parameter(kept));
  }
}
