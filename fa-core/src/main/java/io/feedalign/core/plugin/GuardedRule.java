package io.feedalign.core.plugin;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.Learning;
import io.feedalign.credit.RuleContext;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import java.util.Optional;

/** A rule of a plugin jar; each callback's failure names jar, rule, callback and edge. */
record GuardedRule(Guard guard, CreditAssignmentRule rule) implements CreditAssignmentRule {
  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    RuleContext guarded = GuardedContext.of(guard, edge.path(), context);
    EdgeRule made = guard.call("at('" + edge.path() + "')", () -> rule.at(edge, guarded));
    return new AtEdge(guard, edge.path(), made);
  }

  @Override
  public EdgeRule local(Edge edge, RuleContext context) {
    RuleContext guarded = GuardedContext.of(guard, edge.path(), context);
    EdgeRule made = guard.call("local('" + edge.path() + "')", () -> rule.local(edge, guarded));
    return new AtEdge(guard, edge.path(), made);
  }

  @Override
  public Cadence rehearsal() {
    return guard.call("rehearsal", rule::rehearsal);
  }

  @Override
  public int rehearsalsBefore() {
    return guard.call("rehearsalsBefore", rule::rehearsalsBefore);
  }

  @Override
  public Optional<Formula> formula() {
    return guard
        .call("formula", rule::formula)
        .map(
            formula ->
                (edge, edges) ->
                    guard.call("formula('" + edge.path() + "')", () -> formula.at(edge, edges)));
  }

  /** The same for one edge. */
  record AtEdge(Guard guard, String path, EdgeRule rule) implements EdgeRule {
    @Override
    public Value carry(Signals signals, Emitter emit) {
      return guard.call("carry('" + path + "')", () -> rule.carry(signals, emit));
    }

    @Override
    public void learn(Learning learning) {
      guard.run("learn('" + path + "')", () -> rule.learn(learning));
    }

    @Override
    public void rehearse(Emitter emit) {
      guard.run("rehearse('" + path + "')", () -> rule.rehearse(emit));
    }
  }
}
