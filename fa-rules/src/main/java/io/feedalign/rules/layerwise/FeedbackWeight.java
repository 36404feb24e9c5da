package io.feedalign.rules.layerwise;

import io.feedalign.credit.Edge;
import io.feedalign.credit.Formula;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import java.util.Optional;
import java.util.function.Function;

/**
 * The weight-shaped tensor B through which credit crosses a synaptic edge: all in which layerwise
 * rules differ. {@link Layerwise} makes a rule of it.
 *
 * <pre>{@code
 * FeedbackWeight halved = (edge, context) -> emit -> emit.scale(edge.weight(), 0.5);
 * CreditAssignmentRule rule = new Layerwise(halved);
 * }</pre>
 */
@FunctionalInterface
public interface FeedbackWeight {
  /**
   * Sets B up at an edge, asking the context for whatever it has to keep.
   *
   * @return writes B, in the shape of the edge's weight, into the program that needs it
   */
  Function<Emitter, Value> at(Edge edge, RuleContext context);

  /** The equation that audits hold it to; none by default. */
  default Optional<Formula> formula() {
    return Optional.empty();
  }

  /** The same, held to an equation. */
  default FeedbackWeight claiming(Formula formula) {
    FeedbackWeight feedback = this;
    return new FeedbackWeight() {
      @Override
      public Function<Emitter, Value> at(Edge edge, RuleContext context) {
        return feedback.at(edge, context);
      }

      @Override
      public Optional<Formula> formula() {
        return Optional.of(formula);
      }
    };
  }
}
