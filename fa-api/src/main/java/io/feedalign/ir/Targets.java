package io.feedalign.ir;

import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.List;

/** The check that operations on logits and targets share. */
final class Targets {
  private Targets() {}

  static void check(Op op, List<Value> inputs) {
    Operands.count(op, inputs, 2);
    Shape logits = inputs.get(0).shape();
    Value target = inputs.get(1);
    Operands.check(logits.rank() == 2, op, inputs, "needs logits (N, K)");
    Operands.check(
        target.type() == DType.I32 && Operands.vector(target, logits.size(0)),
        op,
        inputs,
        "needs one I32 target per row");
  }
}
