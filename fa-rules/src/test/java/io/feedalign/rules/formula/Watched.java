package io.feedalign.rules.formula;

import io.feedalign.credit.Claim;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.Learning;
import io.feedalign.credit.RuleContext;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule that does as another, and keeps what crossed each edge, and what a formula's claim needs
 * to be evaluated there, as states.
 */
final class Watched implements CreditAssignmentRule {
  private final CreditAssignmentRule rule;
  private final Formula formula;
  private final Map<String, Seen> seen = new LinkedHashMap<>();
  private List<Edge> edges = List.of();

  /** An edge and what is claimed of it. */
  record Seen(Edge edge, Claim claim) {}

  Watched(CreditAssignmentRule rule, Formula formula) {
    this.rule = rule;
    this.formula = formula;
  }

  /** What it is held against. */
  Formula held() {
    return formula;
  }

  /** Every edge of the last compilation. */
  List<Edge> edges() {
    return edges;
  }

  Iterable<Seen> seen() {
    return seen.values();
  }

  /** Where something of an edge is kept. */
  static String path(Edge edge, String what) {
    return edge.path() + "." + name(edge, what);
  }

  private static String name(Edge edge, String what) {
    return "seen_" + what + edge.slot();
  }

  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    return watch(edge, context, rule.at(edge, context));
  }

  @Override
  public EdgeRule local(Edge edge, RuleContext context) {
    return watch(edge, context, rule.local(edge, context));
  }

  private EdgeRule watch(Edge edge, RuleContext context, EdgeRule made) {
    edges = context.edges();
    Claim claim = formula.at(edge, edges);
    seen.put(edge.path() + edge.slot(), new Seen(edge, claim));
    return new EdgeRule() {
      @Override
      public Value carry(Signals signals, Emitter emit) {
        Value crossing = made.carry(signals, emit);
        keep("crossing", crossing, emit);
        if (claim.exact()) {
          keep("exact", edge.pullExactly(emit, signals.at(edge.output())), emit);
        }
        if (claim.feedback().isPresent()) {
          keep("above", signals.at(edge.output()), emit);
        }
        return crossing;
      }

      private void keep(String what, Value value, Emitter emit) {
        Value state = context.state(name(edge, what), value.shape(), Initializer.ZEROS);
        Form form = Form.parameter(value.shape());
        emit.assign(state, emit.write(new Reshape(form), value).get(0));
      }

      @Override
      public void learn(Learning learning) {
        made.learn(learning);
      }

      @Override
      public void rehearse(Emitter emit) {
        made.rehearse(emit);
      }
    };
  }

  @Override
  public Cadence rehearsal() {
    return rule.rehearsal();
  }

  @Override
  public int rehearsalsBefore() {
    return rule.rehearsalsBefore();
  }
}
