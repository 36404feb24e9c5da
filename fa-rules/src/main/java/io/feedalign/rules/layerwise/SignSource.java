package io.feedalign.rules.layerwise;

import io.feedalign.credit.Edge;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import java.util.Optional;
import java.util.function.Function;

/** Where the signs of sign-concordant feedback come from. */
@FunctionalInterface
public interface SignSource {
  /** sgn(W_t) of the weight as the step starts; the sign of zero is 0. */
  SignSource CURRENT = (edge, context) -> emit -> emit.sign(edge.weight());

  /**
   * The signs to which a constraint holds the weight, if one does: they are never 0 and never flip.
   * Else {@link #CURRENT}.
   */
  SignSource HELD_OR_CURRENT =
      (edge, context) -> {
        Optional<Value> held = context.signs(edge);
        return emit -> held.orElseGet(() -> emit.sign(edge.weight()));
      };

  /**
   * Sets the signs up at an edge.
   *
   * @return writes them, in the shape of the edge's weight
   */
  Function<Emitter, Value> at(Edge edge, RuleContext context);
}
