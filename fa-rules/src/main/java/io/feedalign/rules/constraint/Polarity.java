package io.feedalign.rules.constraint;

import io.feedalign.ir.Binary;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;

/** Weights with a sign that stays, excitatory (1) or inhibitory (-1), and their arithmetic. */
final class Polarity {
  // The smallest size of a synapse: it may fall silent but neither vanish nor change sides.
  private static final double EPSILON = 1e-10;

  private Polarity() {}

  /** S (*) max(S (*) W, epsilon). */
  static Value hold(Emitter emit, Value signs, Value weight) {
    return emit.multiply(signs, positive(emit, emit.multiply(signs, weight)));
  }

  /** max(x, epsilon). What is not a number stays so. */
  static Value positive(Emitter emit, Value x) {
    return emit.apply(Binary.Function.MAXIMUM, x, emit.fill(EPSILON, Form.SCALAR));
  }

  /** sgn(W), except that the sign of zero is 1. */
  static Value of(Emitter emit, Value weight) {
    Value negative = emit.apply(Unary.Function.POSITIVE, emit.scale(weight, -1));
    return emit.affine(negative, -2, 1);
  }
}
