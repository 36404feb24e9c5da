package io.feedalign.backend.cpu;

import io.feedalign.ir.Affine;
import io.feedalign.ir.Clamp;
import io.feedalign.ir.Unary;

/** The steps of operations on one operand. */
final class UnarySteps {
  private UnarySteps() {}

  /** A loop from one register to another. */
  private interface Loop {
    void run(float[] x, float[] y, int n);
  }

  static TileStep of(Unary op, int from, int to) {
    Loop loop = loop(op.function());
    return (r, first, n) -> loop.run(r[from], r[to], n);
  }

  static TileStep of(Affine op, int from, int to) {
    float scale = (float) op.scale();
    float shift = (float) op.shift();
    if (decays(op)) {
      return (r, first, n) -> TileMath.decay(r[from], r[to], n, scale);
    }
    if (shift == 0) {
      return (r, first, n) -> TileMath.scale(r[from], r[to], n, scale);
    }
    return (r, first, n) -> TileMath.affine(r[from], r[to], n, scale, shift);
  }

  /** A multiple of a register, added to another. */
  static TileStep added(Affine multiple, int a, int x, int to) {
    float factor = (float) multiple.scale();
    return decays(multiple)
        ? (r, first, n) -> TileMath.addDecayed(r[a], r[x], r[to], n, factor)
        : (r, first, n) -> TileMath.addScaled(r[a], r[x], r[to], n, factor);
  }

  private static boolean decays(Affine op) {
    return op.shift() == 0 && Math.abs((float) op.scale()) < 1;
  }

  static TileStep of(Clamp op, int from, int to) {
    float low = (float) op.low();
    float high = (float) op.high();
    return (r, first, n) -> TileMath.clamp(r[from], r[to], n, low, high);
  }

  private static Loop loop(Unary.Function function) {
    switch (function) {
      case ABS:
        return TileMath::abs;
      case SIGN:
        return TileMath::sign;
      case SQUARE:
        return TileMath::square;
      case SQRT:
        return TileMath::sqrt;
      case RELU:
        return TileMath::relu;
      case TANH:
        return TileMath::tanh;
      case SIGMOID:
        return TileMath::sigmoid;
      case POSITIVE:
        return TileMath::positive;
    }
    throw new AssertionError(function);
  }
}
