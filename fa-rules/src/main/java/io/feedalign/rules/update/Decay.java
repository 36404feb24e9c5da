package io.feedalign.rules.update;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;
import io.feedalign.optim.UpdateTraits;

/**
 * Weight decay: adds a part of the weight to the proposed change. Ahead of momentum and rate it is
 * <em>coupled</em> (L2 regularisation); behind them it is <em>decoupled</em>, and shrinks the
 * weight by that part in each step whatever the rate is (Loshchilov, Hutter 2019).
 *
 * @param part which part of the weight, in each step
 * @param on which tensors decay
 */
record Decay(Schedule part, On on) implements UpdateRule {
  /** Which tensors decay. */
  enum On {
    /** All that learn, as in PyTorch. */
    ALL,
    /** Weights that join populations; biases and gains do not. */
    WEIGHTS;

    /** The one that a setting names. */
    static On named(String setting) {
      return setting.equals("all") ? ALL : WEIGHTS;
    }

    boolean includes(Parameter parameter) {
      return this == ALL || parameter.role() == Parameter.Role.WEIGHT;
    }
  }

  @Override
  public Value apply(Emitter emit, UpdateContext context, Value update) {
    if (!on.includes(context.parameter())) {
      return update;
    }
    // change <- change + lambda W
    Value lambda = context.scheduled("decay", part);
    return emit.add(update, emit.multiply(context.weight(), lambda));
  }

  @Override
  public UpdateTraits traits() {
    return UpdateTraits.DECAY;
  }
}
