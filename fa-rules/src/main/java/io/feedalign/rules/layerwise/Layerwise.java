package io.feedalign.rules.layerwise;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Value;
import java.util.Optional;

/**
 * The rule that pulls the signal at a layer's output back through a feedback weight.
 *
 * @param feedback what stands in the weight's place on the way back
 */
public record Layerwise(FeedbackWeight feedback) implements CreditAssignmentRule {
  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    // B is set up only where credit is asked for: the first layer needs none, and so keeps none.
    // g_(l-1) = pull(delta_l, B_l)
    return (signals, emit) -> {
      Value b = feedback.at(edge, context).apply(emit.in("feedback"));
      return edge.pull(emit, signals.at(edge.output()), b);
    };
  }

  @Override
  public Optional<Formula> formula() {
    return feedback.formula();
  }
}
