package io.feedalign.rules.update;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;

/**
 * The heavy ball, as PyTorch has it: no dampening, and the rate comes after it.
 *
 * @param mu how much of the last change lives on, in [0, 1)
 * @param nesterov whether to look one step ahead
 */
public record Momentum(double mu, boolean nesterov) implements UpdateRule {
  /** The link that its settings ask for; none changes nothing and keeps no state. */
  static UpdateRule asSet(double mu, boolean nesterov) {
    return mu == 0 ? (emit, context, update) -> update : new Momentum(mu, nesterov);
  }

  @Override
  public Value apply(Emitter emit, UpdateContext context, Value update) {
    Value buffer = context.state("momentum", Initializer.ZEROS);
    // v <- mu v + g;  change = v, or g + mu v under Nesterov
    Value next = emit.add(emit.scale(buffer, mu), update);
    emit.assign(buffer, next);
    return nesterov ? emit.add(emit.scale(next, mu), update) : next;
  }
}
