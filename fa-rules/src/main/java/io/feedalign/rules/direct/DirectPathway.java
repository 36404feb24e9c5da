package io.feedalign.rules.direct;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.RuleContext;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule that replaces the signal at each tap: of the edges that leave it, one carries feedback
 * that comes from elsewhere and the others carry nothing, or only what flows along residual paths.
 * From a tap down to the synapse below, credit goes its exact local way.
 */
final class DirectPathway implements CreditAssignmentRule {
  private final Feedback feedback;
  private final Pathway pathway;
  private final Budget budget;
  private final Formula formula;

  DirectPathway(Feedback feedback, Pathway pathway, Budget budget, Formula formula) {
    this.feedback = feedback;
    this.pathway = pathway;
    this.budget = budget;
    this.formula = formula;
  }

  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    Site.Plan plan = Site.Plan.of(pathway, context);
    budget.check(plan, feedback.needs(plan));
    return across(edge, new Site(plan, edge.input(), context));
  }

  @Override
  public EdgeRule local(Edge edge, RuleContext context) {
    return across(edge, new Site(Site.Plan.of(pathway, context), edge.input(), context));
  }

  @Override
  public Optional<Formula> formula() {
    return Optional.of(formula);
  }

  private EdgeRule across(Edge edge, Site site) {
    boolean carries = site.plan().taps().carries(edge);
    boolean passes = site.plan().taps().passes(edge);
    return (signals, emit) -> {
      Value exact = passes ? exactly(edge, signals, emit.in("exact")) : null;
      Value direct = carries ? feedback.arrive(site, signals, emit.in("direct")) : null;
      return sum(emit, direct, exact, edge);
    };
  }

  private static Value exactly(Edge edge, Signals signals, Emitter emit) {
    Value signal = signals.at(edge.output());
    return edge.synaptic()
        ? edge.pull(emit, signal, edge.weight())
        : edge.pullExactly(emit, signal);
  }

  private static Value sum(Emitter emit, @Nullable Value direct, @Nullable Value exact, Edge edge) {
    if (direct == null) {
      return exact == null ? emit.fill(0, edge.input().form()) : exact;
    }
    return exact == null ? direct : emit.add(direct, exact);
  }
}
