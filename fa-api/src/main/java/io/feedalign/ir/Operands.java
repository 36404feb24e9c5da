package io.feedalign.ir;

import io.feedalign.error.FaException;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.List;

/** Checks shared by the operations: each failure names operation, operand and what is allowed. */
final class Operands {
  private Operands() {}

  static void count(Op op, List<Value> inputs, int wanted) {
    if (inputs.size() != wanted) {
      throw misfit(op, inputs, "takes " + wanted + " operands");
    }
  }

  static void check(boolean fits, Op op, List<Value> inputs, String wanted) {
    if (!fits) {
      throw misfit(op, inputs, wanted);
    }
  }

  static boolean floating(Value value) {
    return value.type() == DType.F32 || value.type() == DType.BF16;
  }

  static boolean image(Value value) {
    return value.shape().rank() == 4;
  }

  static boolean scalar(Value value) {
    return value.shape().equals(Shape.SCALAR);
  }

  static boolean vector(Value value, int size) {
    return value.shape().rank() == 1 && value.shape().size(0) == size;
  }

  static boolean sameForm(Value first, Value second) {
    return first.shape().equals(second.shape()) && first.layout() == second.layout();
  }

  private static FaException misfit(Op op, List<Value> inputs, String wanted) {
    return FaException.plugin(
        op.getClass().getSimpleName()
            + " "
            + wanted
            + ", but was given "
            + inputs
            + ". Look at the layer or rule that wrote it.");
  }
}
