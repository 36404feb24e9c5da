package io.feedalign.core.plugin;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.RuleContext;
import io.feedalign.error.FaException;

/** A rule that its plugin could not make: it fails, once it is used, with the reason. */
record FailedRule(FaException failure) implements CreditAssignmentRule {
  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    throw failure;
  }

  @Override
  public EdgeRule local(Edge edge, RuleContext context) {
    throw failure;
  }
}
