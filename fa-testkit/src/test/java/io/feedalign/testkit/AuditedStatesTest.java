package io.feedalign.testkit;

import static io.feedalign.testkit.Audited.FIXED;
import static io.feedalign.testkit.Audited.audit;
import static io.feedalign.testkit.Audited.changing;
import static io.feedalign.testkit.Audited.feedback;
import static io.feedalign.testkit.Audited.finds;
import static io.feedalign.testkit.Audited.on;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.credit.Claim;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Evidence;
import io.feedalign.credit.Formula;
import io.feedalign.credit.RuleContext;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Network;
import io.feedalign.optim.UpdateRule;
import io.feedalign.testkit.Audited.Claiming;
import io.feedalign.testkit.Audited.InUse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each way in which feedback weights may change that the rule does not tell is found. */
class AuditedStatesTest {
  @Test
  void aFeedbackThatIsDrawnAnewIsFound() {
    CreditAssignmentRule redrawn =
        changing(
            (edge, b, emit) -> b,
            (b, learning, edge, context) -> {
              Initializer start = edge.weightParameter().initializer();
              Emitter emit = learning.emit();
              emit.assign(b, start.draw(emit, b.shape(), context.fresh("again")));
            });
    finds(
        audit(new Claiming(FIXED, redrawn), TinyNetworks.mlp()),
        "'dense2.feedback' must stay as it is, but 48 of its 48 numbers changed in step 0");
  }

  @Test
  void magnitudesThatAreOverwrittenBySignsAreFound() {
    InUse signed = (edge, m, emit) -> emit.multiply(emit.abs(m), emit.sign(edge.weight()));
    Formula concordant =
        feedback((path, m) -> Claim.through(step -> concordant(step, path, m)).fixed(m));
    finds(
        audit(
            new Claiming(
                concordant,
                changing(
                    signed,
                    (m, learning, edge, context) ->
                        learning.emit().assign(m, signed.of(edge, m, learning.emit())))),
            TinyNetworks.mlp()),
        "'dense2.feedback' must stay as it is");
  }

  /** Sign-concordant feedback with the magnitude of M. */
  private static double[] concordant(Evidence step, String path, String feedback) {
    double[] b = step.state(feedback);
    double[] w = step.weight(path);
    for (int i = 0; i < b.length; i++) {
      b[i] = Math.abs(b[i]) * Math.signum(w[i]);
    }
    return b;
  }

  private static final UpdateRule DECAYING =
      (emit, context, update) ->
          emit.add(emit.scale(update, 0.1), emit.scale(context.weight(), 0.01));

  private static CreditAssignmentRule kolenPollack(boolean decays) {
    return changing(
        (edge, b, emit) -> b,
        (b, learning, edge, context) -> {
          Emitter emit = learning.emit();
          Value next = emit.subtract(b, emit.scale(learning.gradient(), 0.1));
          if (!edge.first()) {
            emit.assign(b, decays ? emit.subtract(next, emit.scale(b, 0.01)) : next);
          }
        });
  }

  @Test
  void aForgottenDecayOfFeedbackIsFound() {
    Network network = TinyNetworks.mlp();
    Formula learning =
        feedback(
            (path, b) ->
                Claim.through(step -> step.state(b))
                    .learned(b, (before, after) -> before.updated(b, before.gradient(path))));
    assertEquals(
        List.of(),
        audit(on(new Claiming(learning, kolenPollack(true))).update(DECAYING), network).failures());
    finds(
        audit(on(new Claiming(learning, kolenPollack(false))).update(DECAYING), network),
        "'dense2.feedback': its change in step 0 is off the formula's");
  }

  /** Halves B in each rehearsal. */
  private static final CreditAssignmentRule REHEARSING =
      new CreditAssignmentRule() {
        @Override
        public EdgeRule at(Edge edge, RuleContext context) {
          Value b = feedback(edge, context);
          EdgeRule carried = Audited.ALIGNMENT.at(edge, context);
          return new EdgeRule() {
            @Override
            public Value carry(Signals signals, Emitter emit) {
              return carried.carry(signals, emit);
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

  @Test
  void aRehearsalThatIsNotAsClaimedIsFound() {
    assertEquals(
        List.of(),
        audit(new Claiming(shrinking(0.5), REHEARSING), TinyNetworks.mlp()).failures().stream()
            .filter(failure -> !failure.contains("dense1"))
            .toList());
    finds(
        audit(new Claiming(shrinking(0.6), REHEARSING), TinyNetworks.mlp()),
        "'dense2.feedback': its change in a rehearsal is off the formula's by 0.25");
  }

  private static Formula shrinking(double factor) {
    return feedback(
        (path, b) ->
            Claim.through(step -> step.state(b))
                .rehearsed(b, step -> Arrays.stream(step.state(b)).map(x -> factor * x).toArray()));
  }
}
