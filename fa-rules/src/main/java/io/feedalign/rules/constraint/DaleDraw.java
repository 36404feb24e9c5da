package io.feedalign.rules.constraint;

import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.tensor.Shape;

/**
 * One sign for each presynaptic unit, that is for each index of axis 1, of which {@code
 * round(balance n)} are 1 and the others -1. Each unit draws a number; those with the largest are
 * excitatory.
 */
record DaleDraw(double balance) implements Initializer {
  private static final int PRESYNAPTIC = 1;

  // Uniform numbers are multiples of 2^-24, and so are thresholds: all of this is exact.
  private static final int BITS = 24;

  @Override
  public Value draw(Emitter emit, Shape shape, Draw draw) {
    int units = shape.size(PRESYNAPTIC);
    Value drawn = emit.uniform(0, 1, Form.parameter(Shape.of(units)), draw);
    Value excitatory = above(emit, drawn, threshold(emit, drawn, Math.round(balance * units)));
    Value signs = emit.affine(excitatory, 2, -1);
    return emit.scaleAxis(emit.fill(1, Form.parameter(shape)), signs, PRESYNAPTIC);
  }

  /**
   * The largest multiple of 2^-24 that at least {@code count} numbers exceed: exactly so many do,
   * unless the next one equals the last of them. Found bit by bit.
   */
  private static Value threshold(Emitter emit, Value drawn, long count) {
    Value threshold = emit.fill(0, Form.SCALAR);
    for (int bit = 1; bit <= BITS; bit++) {
      double step = Math.scalb(1.0, -bit);
      Value exceeding = emit.sum(above(emit, drawn, emit.affine(threshold, 1, step)));
      Value enough = emit.apply(Unary.Function.POSITIVE, emit.affine(exceeding, 1, 0.5 - count));
      threshold = emit.add(threshold, emit.scale(enough, step));
    }
    return threshold;
  }

  /** 1 where a number exceeds the threshold, else 0. */
  private static Value above(Emitter emit, Value drawn, Value threshold) {
    return emit.apply(Unary.Function.POSITIVE, emit.subtract(drawn, threshold));
  }
}
