package io.feedalign.rules.constraint;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateContext;
import java.util.Optional;

/**
 * {@code ei} by synapse: every weight keeps the sign with which it was drawn, S = sgn(W_0), where
 * the sign of zero is 1. S is remembered as {@code signs}. Source: Moskovitz, Litwin-Kumar, Abbott
 * 2018.
 */
public record SynapseSigns() implements Constraint {
  @Override
  public Value project(Emitter emit, UpdateContext context, Value proposed) {
    // W <- S (*) max(S (*) W, epsilon)
    return signs(context).map(s -> Polarity.hold(emit, s, proposed)).orElse(proposed);
  }

  @Override
  public Optional<Value> signs(UpdateContext context) {
    return context.parameter().role() == Parameter.Role.WEIGHT
        ? Optional.of(context.remember("signs", start -> Polarity.of(start, context.weight())))
        : Optional.empty();
  }

  @Override
  public Optional<String> breach(UpdateContext context, double[] start, double[] now) {
    return context.parameter().role() == Parameter.Role.WEIGHT
        ? SignBreach.flipped(start, now)
        : Optional.empty();
  }
}
