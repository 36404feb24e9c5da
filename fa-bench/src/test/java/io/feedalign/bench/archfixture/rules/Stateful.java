package io.feedalign.bench.archfixture.rules;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.RuleContext;

/** A rule that counts: with its number of calls, its credit would change. */
public final class Stateful implements CreditAssignmentRule {
  private int calls;

  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    calls++;
    return (signals, emit) -> emit.scale(signals.at(edge.output()), calls);
  }
}
