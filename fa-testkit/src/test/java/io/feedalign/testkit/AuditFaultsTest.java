package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Executable;
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
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Network;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;
import io.feedalign.optim.UpdateTraits;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Each fault that a rule may have is found by an audit, and told by name. */
class AuditFaultsTest {

  private static final UpdateRule MOMENTUM =
      (emit, context, update) -> {
        Value velocity = context.state("momentum", Initializer.ZEROS);
        Value next = emit.add(emit.scale(velocity, 0.9), update);
        emit.assign(velocity, next);
        return emit.scale(next, 0.1);
      };

  /** What feedback alignment claims. */
  private static final Formula FIXED =
      (edge, edges) -> {
        String b = edge.path() + ".feedback";
        return edge.synaptic() && !edge.first()
            ? Claim.through(step -> step.state(b)).fixed(b)
            : Claim.exactly();
      };

  /** A rule at synapses, under a formula that may not be its own. */
  private record Claiming(Formula said, CreditAssignmentRule done) implements CreditAssignmentRule {
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

  private static Value feedback(Edge edge, RuleContext context) {
    Initializer start = edge.weightParameter().initializer();
    return context.state("feedback", edge.weight().shape(), start);
  }

  private static final CreditAssignmentRule ALIGNMENT =
      (edge, context) -> {
        Value b = feedback(edge, context);
        return (signals, emit) -> edge.pull(emit, signals.at(edge.output()), b);
      };

  private static final CreditAssignmentRule BACKPROP =
      (edge, context) ->
          (signals, emit) -> edge.pull(emit, signals.at(edge.output()), edge.weight());

  private static AuditReport audit(CreditAssignmentRule rule, Network network) {
    return audit(Compiler.on(new ReferenceBackend()).rule(rule).update(MOMENTUM), network);
  }

  private static AuditReport audit(Compiler compiler, Network network) {
    Batch batch = Lesson.random(network, RuleBench.BATCH).staged();
    Compiler whole = compiler.batch(RuleBench.BATCH).seed(RuleBench.SEED);
    return Audit.of(whole, new ReferenceBackend()).run(network, List.of(batch));
  }

  private static void finds(AuditReport report, String... words) {
    String told = String.join("\n", report.failures());
    for (String word : words) {
      assertTrue(told.contains(word), () -> "no '" + word + "' in:\n" + told);
    }
  }

  @Test
  void whatDoesAsItSaysPasses() {
    for (Network network :
        List.of(TinyNetworks.mlp(), TinyNetworks.conv(), TinyNetworks.residual())) {
      AuditReport report = audit(new Claiming(FIXED, ALIGNMENT), network);
      assertEquals(List.of(), report.failures());
      assertEquals(4, report.steps());
      assertTrue(report.layers().stream().allMatch(row -> row.moved() > 0));
      assertTrue(Math.abs(report.layers().get(0).cosine()) < 0.9);
    }
  }

  @Test
  void backpropagationUnderAnotherNameIsFound() {
    // It keeps B, and never uses it.
    CreditAssignmentRule disguised =
        (edge, context) -> {
          Value b = feedback(edge, context);
          return (signals, emit) ->
              emit.add(
                  edge.pull(emit, signals.at(edge.output()), edge.weight()),
                  emit.scale(edge.pull(emit, signals.at(edge.output()), b), 0));
        };
    finds(
        audit(new Claiming(FIXED, disguised), TinyNetworks.mlp()),
        "layer 'dense2', step 0: backpropagation's own credit crossed it",
        "through the forward weight itself");
  }

  @Test
  void aRuleThatKeepsNothingOfWhatItClaimsIsFound() {
    AuditReport report = audit(new Claiming(FIXED, BACKPROP), TinyNetworks.mlp());
    finds(
        report,
        "layer 'dense2': the formula speaks of [dense2.feedback], but the rule keeps no such state",
        "layer 'dense2', step 0: backpropagation's own credit crossed it");
  }

  @Test
  void aScaledFeedbackIsFound() {
    CreditAssignmentRule scaled =
        (edge, context) -> {
          Value b = feedback(edge, context);
          return (signals, emit) -> edge.pull(emit, signals.at(edge.output()), emit.scale(b, 1.01));
        };
    finds(
        audit(new Claiming(FIXED, scaled), TinyNetworks.conv()),
        "layer 'conv2', step 0: the credit that crossed it is off the formula (through B) by"
            + " 0.010");
  }

  @Test
  void aFeedbackThatIsDrawnAnewIsFound() {
    CreditAssignmentRule redrawn =
        (edge, context) -> {
          Value b = feedback(edge, context);
          return new EdgeRule() {
            @Override
            public Value carry(Signals signals, Emitter emit) {
              return edge.pull(emit, signals.at(edge.output()), b);
            }

            @Override
            public void learn(Learning learning) {
              Initializer start = edge.weightParameter().initializer();
              learning
                  .emit()
                  .assign(b, start.draw(learning.emit(), b.shape(), context.fresh("again")));
            }
          };
        };
    finds(
        audit(new Claiming(FIXED, redrawn), TinyNetworks.mlp()),
        "'dense2.feedback' must stay as it is, but 48 of its 48 numbers changed in step 0");
  }

  /** Sign-concordant feedback with the magnitude of M. */
  private static final Formula CONCORDANT =
      (edge, edges) ->
          edge.synaptic() && !edge.first()
              ? Claim.through(
                      step -> {
                        double[] b = step.state(edge.path() + ".feedback");
                        double[] w = step.weight(edge.path());
                        for (int i = 0; i < b.length; i++) {
                          b[i] = Math.abs(b[i]) * Math.signum(w[i]);
                        }
                        return b;
                      })
                  .fixed(edge.path() + ".feedback")
              : Claim.exactly();

  @Test
  void magnitudesThatAreOverwrittenBySignsAreFound() {
    CreditAssignmentRule overwritten =
        (edge, context) -> {
          Value m = feedback(edge, context);
          return new EdgeRule() {
            @Override
            public Value carry(Signals signals, Emitter emit) {
              return edge.pull(emit, signals.at(edge.output()), signed(emit));
            }

            @Override
            public void learn(Learning learning) {
              learning.emit().assign(m, signed(learning.emit()));
            }

            private Value signed(Emitter emit) {
              return emit.multiply(emit.abs(m), emit.sign(edge.weight()));
            }
          };
        };
    finds(
        audit(new Claiming(CONCORDANT, overwritten), TinyNetworks.mlp()),
        "'dense2.feedback' must stay as it is");
  }

  private static final UpdateRule DECAYING =
      (emit, context, update) ->
          emit.add(emit.scale(update, 0.1), emit.scale(context.weight(), 0.01));

  private static CreditAssignmentRule kolenPollack(boolean decays) {
    return (edge, context) -> {
      Value b = feedback(edge, context);
      return new EdgeRule() {
        @Override
        public Value carry(Signals signals, Emitter emit) {
          return edge.pull(emit, signals.at(edge.output()), b);
        }

        @Override
        public void learn(Learning learning) {
          Emitter emit = learning.emit();
          Value change = emit.scale(learning.gradient(), 0.1);
          Value next = emit.subtract(b, change);
          if (!edge.first()) {
            emit.assign(b, decays ? emit.subtract(next, emit.scale(b, 0.01)) : next);
          }
        }
      };
    };
  }

  private static final Formula LEARNING =
      (edge, edges) -> {
        String b = edge.path() + ".feedback";
        return edge.synaptic() && !edge.first()
            ? Claim.through(step -> step.state(b))
                .learned(b, (before, after) -> before.updated(b, before.gradient(edge.path())))
            : Claim.exactly();
      };

  @Test
  void aForgottenDecayOfFeedbackIsFound() {
    Compiler compiler = Compiler.on(new ReferenceBackend()).update(DECAYING);
    Network network = TinyNetworks.mlp();
    assertEquals(
        List.of(),
        audit(compiler.rule(new Claiming(LEARNING, kolenPollack(true))), network).failures());
    finds(
        audit(compiler.rule(new Claiming(LEARNING, kolenPollack(false))), network),
        "'dense2.feedback': its change in step 0 is off the formula's");
  }

  @Test
  void weightsThatAConstraintFreezesAreFound() {
    Constraint frozen = (emit, context, proposed) -> context.weight();
    finds(
        audit(
            Compiler.on(new ReferenceBackend())
                .rule(new Claiming(FIXED, ALIGNMENT))
                .update(MOMENTUM)
                .constraint(frozen),
            TinyNetworks.mlp()),
        "'dense1.weight' did not move in 4 steps, though its gradient is not zero");
  }

  @Test
  void aBrokenConstraintIsFound() {
    Constraint broken =
        new Constraint() {
          @Override
          public Value project(Emitter emit, UpdateContext context, Value proposed) {
            return proposed;
          }

          @Override
          public Optional<String> breach(UpdateContext context, double[] start, double[] now) {
            return Optional.of("it went from " + start.length + " numbers to " + now.length);
          }
        };
    finds(
        audit(
            Compiler.on(new ReferenceBackend())
                .rule(new Claiming(FIXED, ALIGNMENT))
                .constraint(broken),
            TinyNetworks.mlp()),
        "'dense1.weight' broke its constraint in step 0: it went from 96 numbers to 96");
  }

  @Test
  void aRehearsalThatIsNotAsClaimedIsFound() {
    CreditAssignmentRule rehearsing =
        new CreditAssignmentRule() {
          @Override
          public EdgeRule at(Edge edge, RuleContext context) {
            Value b = feedback(edge, context);
            return new EdgeRule() {
              @Override
              public Value carry(Signals signals, Emitter emit) {
                return edge.pull(emit, signals.at(edge.output()), b);
              }

              @Override
              public void rehearse(Emitter emit) {
                emit.assign(b, emit.scale(b, 0.5));
              }
            };
          }

          @Override
          public Cadence rehearsal() {
            return Cadence.EVERY_STEP;
          }
        };
    assertEquals(
        List.of(),
        audit(new Claiming(shrinking(0.5), rehearsing), TinyNetworks.mlp()).failures().stream()
            .filter(failure -> !failure.contains("dense1"))
            .toList());
    finds(
        audit(new Claiming(shrinking(0.6), rehearsing), TinyNetworks.mlp()),
        "'dense2.feedback': its change in a rehearsal is off the formula's by 0.25");
  }

  private static Formula shrinking(double factor) {
    return (edge, edges) -> {
      String b = edge.path() + ".feedback";
      return edge.synaptic() && !edge.first()
          ? Claim.through(step -> step.state(b))
              .rehearsed(
                  b,
                  step -> {
                    double[] next = step.state(b);
                    for (int i = 0; i < next.length; i++) {
                      next[i] *= factor;
                    }
                    return next;
                  })
          : Claim.exactly();
    };
  }

  /** Of which nothing but the signs is left. */
  private static final UpdateRule SIGNS =
      new UpdateRule() {
        @Override
        public Value apply(Emitter emit, UpdateContext context, Value update) {
          return emit.scale(emit.sign(update), 0.01);
        }

        @Override
        public UpdateTraits traits() {
          return UpdateTraits.NONLINEAR;
        }
      };

  /** The audit of a rule that is honest while it is inspected, and another one in training. */
  private static AuditReport auditOfTwo(
      CreditAssignmentRule trained, UpdateRule chain, Network network) {
    AtomicBoolean inspected = new AtomicBoolean();
    CreditAssignmentRule rule =
        (edge, context) ->
            inspected.get() ? trained.at(edge, context) : ALIGNMENT.at(edge, context);
    Compiler compiler =
        Compiler.on(new ReferenceBackend())
            .rule(new Claiming(FIXED, rule))
            .update(chain)
            .batch(RuleBench.BATCH)
            .seed(RuleBench.SEED);
    return Audit.of(compiler, new ReferenceBackend())
        .from(tensors -> inspected.set(true))
        .run(network, List.of(Lesson.random(network, RuleBench.BATCH).staged()));
  }

  @Test
  void trainingThatGoesElsewhereIsFoundUnderEveryKindOfChain() {
    CreditAssignmentRule unlike =
        (edge, context) -> {
          Value b = feedback(edge, context);
          return (signals, emit) ->
              edge.pull(emit, signals.at(edge.output()), emit.add(edge.weight(), emit.scale(b, 0)));
        };
    for (UpdateRule chain : List.of(MOMENTUM, SIGNS)) {
      for (Network network : List.of(TinyNetworks.mlp(), TinyNetworks.residual())) {
        assertEquals(List.of(), auditOfTwo(ALIGNMENT, chain, network).failures());
        finds(
            auditOfTwo(unlike, chain, network),
            "training itself goes elsewhere than the audited steps");
      }
    }
  }

  @Test
  void aMomentumThatIsDroppedIsFound() {
    ForwardingBackend forgetful =
        new ForwardingBackend() {
          @Override
          void afterRun(Program program, Executable bound) {
            for (Value state : program.states()) {
              if (state.name().endsWith(".momentum")) {
                int size = Math.toIntExact(state.form().shape().elements());
                bound.tensor(state).write(DoubleBuffer.allocate(size));
              }
            }
          }
        };
    finds(
        audit(
            Compiler.on(forgetful).rule(new Claiming(FIXED, ALIGNMENT)).update(MOMENTUM),
            TinyNetworks.mlp()),
        "'dense1.weight.momentum', step 0: its change is off what update and constraint make of"
            + " the gradient by 1.0 of its norm");
  }

  @Test
  void withoutAFormulaABackpropagationIsFoundAndAnythingElseIsNot() {
    finds(audit(BACKPROP, TinyNetworks.mlp()), "declares no formula, and everything it sent");
    AuditReport other = audit(ALIGNMENT, TinyNetworks.mlp());
    assertEquals(List.of(), other.failures());
    assertTrue(other.remarks().get(0).contains("declares no formula"));
  }

  @Test
  void aFormulaThatFailsNamesThePlace() {
    Formula broken = (edge, edges) -> Claim.signal(step -> new double[] {1});
    finds(
        audit(new Claiming(broken, ALIGNMENT), TinyNetworks.mlp()),
        "'dense2': The formula gave 1 numbers for 'dense2', which holds 48.");
  }
}
