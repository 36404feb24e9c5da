package io.feedalign.rules.update;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;

/**
 * The learning rate: multiplies the proposed change.
 *
 * @param schedule the rate of each step
 */
public record Rate(Schedule schedule) implements UpdateRule {
  @Override
  public Value apply(Emitter emit, UpdateContext context, Value update) {
    return emit.multiply(update, context.scheduled("rate", schedule));
  }
}
