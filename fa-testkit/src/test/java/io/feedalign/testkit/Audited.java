package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.audit.Audit;
import io.feedalign.core.audit.AuditReport;
import io.feedalign.core.compile.Compiler;
import io.feedalign.credit.Claim;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.Learning;
import io.feedalign.credit.RuleContext;
import io.feedalign.credit.Signals;
import io.feedalign.data.Batch;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Network;
import io.feedalign.optim.UpdateRule;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Rules with one fault each, what they claim, and their audits. */
final class Audited {
  static final UpdateRule MOMENTUM =
      (emit, context, update) -> {
        Value velocity = context.state("momentum", Initializer.ZEROS);
        Value next = emit.add(emit.scale(velocity, 0.9), update);
        emit.assign(velocity, next);
        return emit.scale(next, 0.1);
      };

  /** What feedback alignment claims. */
  static final Formula FIXED = feedback((path, b) -> Claim.through(step -> step.state(b)).fixed(b));

  static final CreditAssignmentRule ALIGNMENT = through((edge, b, emit) -> b);

  private Audited() {}

  /** A claim about a layer and its feedback weight, by name, wherever a rule needs one. */
  static Formula feedback(BiFunction<String, String, Claim> claim) {
    return (edge, edges) ->
        edge.synaptic() && !edge.first()
            ? claim.apply(edge.path(), edge.path() + ".feedback")
            : Claim.exactly();
  }

  /** The feedback weight, kept as a state. */
  static Value feedback(Edge edge, RuleContext context) {
    Initializer start = edge.weightParameter().initializer();
    return context.state("feedback", edge.weight().shape(), start);
  }

  /** What stands in the weight's place on the way back. */
  interface InUse {
    Value of(Edge edge, Value b, Emitter emit);
  }

  /** A rule that pulls signals through what it makes of B. */
  static CreditAssignmentRule through(InUse used) {
    return (edge, context) -> {
      Value b = feedback(edge, context);
      return (signals, emit) -> edge.pull(emit, signals.at(edge.output()), used.of(edge, b, emit));
    };
  }

  /** What a rule does to B while the weight learns. */
  interface Change {
    void of(Value b, Learning learning, Edge edge, RuleContext context);
  }

  /** The same for a rule that does something to B in each step. */
  static CreditAssignmentRule changing(InUse used, Change change) {
    return (edge, context) -> {
      Value b = feedback(edge, context);
      EdgeRule carried = through(used).at(edge, context);
      return new EdgeRule() {
        @Override
        public Value carry(Signals signals, Emitter emit) {
          return carried.carry(signals, emit);
        }

        @Override
        public void learn(Learning learning) {
          change.of(b, learning, edge, context);
        }
      };
    };
  }

  /** A rule at synapses, under a formula that may not be its own. */
  record Claiming(Formula said, CreditAssignmentRule done) implements CreditAssignmentRule {
    @Override
    public EdgeRule at(Edge edge, RuleContext context) {
      return done.at(edge, context);
    }

    @Override
    public Cadence rehearsal() {
      return done.rehearsal();
    }

    @Override
    public Optional<Formula> formula() {
      return Optional.of(said);
    }
  }

  static AuditReport audit(CreditAssignmentRule rule, Network network) {
    return audit(on(rule).update(MOMENTUM), network);
  }

  static AuditReport audit(Compiler compiler, Network network) {
    return audit(compiler, network, audit -> audit);
  }

  static AuditReport audit(Compiler compiler, Network network, UnaryOperator<Audit> how) {
    Batch batch = Lesson.random(network, RuleBench.BATCH).staged();
    Compiler whole = compiler.batch(RuleBench.BATCH).seed(RuleBench.SEED);
    return how.apply(Audit.of(whole, new ReferenceBackend())).run(network, List.of(batch));
  }

  /** The rule on the reference backend. */
  static Compiler on(CreditAssignmentRule rule) {
    return Compiler.on(new ReferenceBackend()).rule(rule);
  }

  static void finds(AuditReport report, String... words) {
    String told = String.join("\n", report.failures());
    for (String word : words) {
      assertTrue(told.contains(word), () -> "no '" + word + "' in:\n" + told);
    }
  }
}
