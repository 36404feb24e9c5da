package io.feedalign.rules.update;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;
import io.feedalign.optim.UpdateTraits;

/**
 * A layer's own rate: the size of its weight beside the size of its gradient. Source: You, Gitman,
 * Ginsburg 2017.
 *
 * @param trust which part of the weight's norm a change may have
 * @param decay coupled, and counted in the ratio
 * @param on which tensors have a ratio; others keep the rate as it is
 */
record TrustRatio(double trust, Decay decay, Decay.On on) implements UpdateRule {
  // A gradient of all zeros stays so, where 0 / 0 would make it NaN.
  private static final double SMALLEST_NORM = 1e-30;

  @Override
  public UpdateTraits traits() {
    return UpdateTraits.SIZED_BY_WEIGHT;
  }

  @Override
  public Value apply(Emitter emit, UpdateContext context, Value update) {
    Value decayed = decay.apply(emit, context, update);
    return on.includes(context.parameter())
        ? emit.multiply(decayed, ratio(emit, context, update))
        : decayed;
  }

  /** trust norm(W) / (norm(g) + decay norm(W)); of a tensor of zeros 1, or it could never leave. */
  private Value ratio(Emitter emit, UpdateContext context, Value gradient) {
    Value weight = emit.norm(context.weight());
    Value pull = emit.norm(gradient);
    if (decay.on().includes(context.parameter())) {
      pull = emit.add(pull, emit.multiply(weight, context.scheduled("decay", decay.part())));
    }
    Value ratio =
        emit.divide(emit.scale(weight, trust), emit.clamp(pull, SMALLEST_NORM, Float.MAX_VALUE));
    Value isZero = emit.affine(emit.apply(Unary.Function.POSITIVE, weight), -1, 1);
    return emit.add(ratio, isZero);
  }
}
