package io.feedalign.backend.cpu;

import io.feedalign.ir.Binary;

/** The steps of operations on two operands: two registers, or a register and a scalar for all. */
final class BinarySteps {
  private BinarySteps() {}

  /** A loop from two registers to a third. */
  private interface Loop {
    void run(float[] a, float[] b, float[] y, int n);
  }

  static TileStep of(Binary op, int a, int b, int to) {
    Loop loop = loop(op.function());
    return (r, first, n) -> loop.run(r[a], r[b], r[to], n);
  }

  /** With the second operand a scalar, which {@code scalar} holds when the chain starts. */
  static TileStep withScalar(Binary op, int a, float[] scalar, int to) {
    switch (op.function()) {
      case ADD:
        return (r, first, n) -> TileMath.shift(r[a], r[to], n, scalar[0]);
      case SUBTRACT:
        return (r, first, n) -> TileMath.shift(r[a], r[to], n, -scalar[0]);
      case MULTIPLY:
        return (r, first, n) -> TileMath.scale(r[a], r[to], n, scalar[0]);
      default:
        return filled(op, a, scalar, to);
    }
  }

  /** The sum or difference of a register and a multiple of another. */
  static TileStep scaled(Binary op, int a, int x, float[] factor, int to) {
    return op.function() == Binary.Function.ADD
        ? (r, first, n) -> TileMath.addScaled(r[a], r[x], r[to], n, factor[0])
        : (r, first, n) -> TileMath.subtractScaled(r[a], r[x], r[to], n, factor[0]);
  }

  /** Rarer functions take a tile full of the scalar. */
  private static TileStep filled(Binary op, int a, float[] scalar, int to) {
    Loop loop = loop(op.function());
    return (r, first, n) -> loop.run(r[a], scalar, r[to], n);
  }

  private static Loop loop(Binary.Function function) {
    switch (function) {
      case ADD:
        return TileMath::add;
      case SUBTRACT:
        return TileMath::subtract;
      case MULTIPLY:
        return TileMath::multiply;
      case DIVIDE:
        return TileMath::divide;
      case MAXIMUM:
        return TileMath::maximum;
      case MINIMUM:
        return TileMath::minimum;
      case RELU_GATE:
        return TileMath::reluGate;
      case TANH_GATE:
        return TileMath::tanhGate;
      case SIGMOID_GATE:
        return TileMath::sigmoidGate;
    }
    throw new AssertionError(function);
  }
}
