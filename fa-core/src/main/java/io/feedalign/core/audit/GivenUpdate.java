package io.feedalign.core.audit;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;
import io.feedalign.optim.UpdateTraits;

/**
 * A chain that starts with the gradient it is given, so that an error of the gradient is told once,
 * and the chain is held against its own input.
 */
record GivenUpdate(UpdateRule chain) implements UpdateRule {
  private static final String NAME = ".audit_gradient";

  /** Where the gradient of a tensor is kept. */
  static String pathOf(String tensor) {
    return tensor + NAME;
  }

  @Override
  public Value apply(Emitter emit, UpdateContext context, Value update) {
    return chain.apply(emit, context, context.state(NAME.substring(1), Initializer.ZEROS));
  }

  @Override
  public UpdateTraits traits() {
    return chain.traits();
  }
}
