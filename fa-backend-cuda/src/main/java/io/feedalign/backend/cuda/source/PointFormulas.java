package io.feedalign.backend.cuda.source;

import io.feedalign.error.FaException;
import io.feedalign.ir.Affine;
import io.feedalign.ir.Assign;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.AxisMul;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Clamp;
import io.feedalign.ir.Op;
import io.feedalign.ir.Unary;
import io.feedalign.tensor.DType;

/** What each pointwise operation computes, as C expressions of its operands. */
final class PointFormulas {
  private PointFormulas() {}

  /**
   * The result of an operation.
   *
   * @param a the first operand
   * @param b the last operand, which is the first one if there is no other
   */
  static String of(Op op, String a, String b) {
    if (op instanceof Unary) {
      return function(((Unary) op).function()) + "(" + a + ")";
    }
    if (op instanceof Affine) {
      return affine((Affine) op, a);
    }
    if (op instanceof Clamp) {
      return clamp((Clamp) op, a);
    }
    if (op instanceof Binary) {
      return binary(((Binary) op).function(), a, b);
    }
    if (op instanceof AxisAdd) {
      return a + " + " + b;
    }
    if (op instanceof AxisMul) {
      return a + " * " + b;
    }
    if (op instanceof Assign) {
      return b;
    }
    if (op instanceof Cast) {
      return ((Cast) op).type() == DType.I32 ? "truncated(" + a + ")" : "(float)" + a;
    }
    throw FaException.internal("A chain holds " + op + ", which is not pointwise.");
  }

  private static String affine(Affine op, String x) {
    String scaled = (float) op.scale() == 1 ? x : Numerals.constant(op.scale()) + " * " + x;
    return (float) op.shift() == 0 ? scaled : scaled + " + " + Numerals.constant(op.shift());
  }

  private static String clamp(Clamp op, String x) {
    return "clamped("
        + x
        + ", "
        + Numerals.constant(op.low())
        + ", "
        + Numerals.constant(op.high())
        + ")";
  }

  private static String function(Unary.Function function) {
    switch (function) {
      case ABS:
        return "absolute";
      case SIGN:
        return "sign";
      case SQUARE:
        return "square";
      case SQRT:
        return "square_root";
      case RELU:
        return "relu";
      case TANH:
        return "hyperbolic_tangent";
      case SIGMOID:
        return "sigmoid";
      case POSITIVE:
        return "positive";
    }
    throw new AssertionError(function);
  }

  private static String binary(Binary.Function function, String a, String b) {
    switch (function) {
      case ADD:
        return a + " + " + b;
      case SUBTRACT:
        return a + " - " + b;
      case MULTIPLY:
        return a + " * " + b;
      case DIVIDE:
        return a + " / " + b;
      case MAXIMUM:
        return "maximum(" + a + ", " + b + ")";
      case MINIMUM:
        return "minimum(" + a + ", " + b + ")";
      case RELU_GATE:
        return "relu_gate(" + a + ", " + b + ")";
      case TANH_GATE:
        return "tanh_gate(" + a + ", " + b + ")";
      case SIGMOID_GATE:
        return "sigmoid_gate(" + a + ", " + b + ")";
    }
    throw new AssertionError(function);
  }
}
