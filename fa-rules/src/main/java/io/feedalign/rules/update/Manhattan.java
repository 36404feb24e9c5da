package io.feedalign.rules.update;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;
import io.feedalign.optim.UpdateTraits;

/**
 * Batch Manhattan: of the batch's gradient only the sign goes on. It divides out any factor that a
 * rule puts on a whole layer's signal. Source: Liao, Leibo, Poggio 2016.
 */
record Manhattan() implements UpdateRule {
  @Override
  public UpdateTraits traits() {
    return UpdateTraits.NONLINEAR;
  }

  @Override
  public Value apply(Emitter emit, UpdateContext context, Value update) {
    return emit.sign(update);
  }
}
