package io.feedalign.rules.update;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;
import io.feedalign.optim.UpdateTraits;

/**
 * Bounds on one tensor's gradient: first on each element, then on the Frobenius norm. Infinite ones
 * bound nothing.
 *
 * @param value the largest size of an element
 * @param norm the largest norm; a longer gradient keeps its direction
 */
record Clip(double value, double norm) implements UpdateRule {
  // A gradient of all zeros stays so, where 0 / 0 would make it NaN.
  private static final double SMALLEST_NORM = 1e-30;

  @Override
  public UpdateTraits traits() {
    return UpdateTraits.NONLINEAR;
  }

  @Override
  public Value apply(Emitter emit, UpdateContext context, Value update) {
    Value bounded = Double.isFinite(value) ? emit.clamp(update, -value, value) : update;
    if (!Double.isFinite(norm)) {
      return bounded;
    }
    // g <- g min(1, c / norm(g)), written so that nothing overflows
    Value length = emit.clamp(emit.norm(bounded), SMALLEST_NORM, Float.MAX_VALUE);
    Value kept = emit.clamp(length, 0, norm);
    return emit.multiply(bounded, emit.divide(kept, length));
  }
}
