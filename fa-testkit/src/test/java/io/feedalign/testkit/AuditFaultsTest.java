package io.feedalign.testkit;

import static io.feedalign.testkit.Audited.ALIGNMENT;
import static io.feedalign.testkit.Audited.FIXED;
import static io.feedalign.testkit.Audited.MOMENTUM;
import static io.feedalign.testkit.Audited.audit;
import static io.feedalign.testkit.Audited.finds;
import static io.feedalign.testkit.Audited.on;
import static io.feedalign.testkit.Audited.through;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.audit.AuditReport;
import io.feedalign.credit.Claim;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Formula;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Network;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;
import io.feedalign.optim.UpdateTraits;
import io.feedalign.testkit.Audited.Claiming;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Each way in which credit may go that the rule does not tell is found, and told by name. */
class AuditFaultsTest {
  private static final CreditAssignmentRule BACKPROP =
      (edge, context) ->
          (signals, emit) -> edge.pull(emit, signals.at(edge.output()), edge.weight());

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
          Value b = Audited.feedback(edge, context);
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
    finds(
        audit(new Claiming(FIXED, BACKPROP), TinyNetworks.mlp()),
        "layer 'dense2': the formula speaks of [dense2.feedback], but the rule keeps no such state",
        "layer 'dense2', step 0: backpropagation's own credit crossed it");
  }

  @Test
  void aScaledFeedbackIsFound() {
    CreditAssignmentRule scaled = through((edge, b, emit) -> emit.scale(b, 1.01));
    finds(
        audit(new Claiming(FIXED, scaled), TinyNetworks.conv()),
        "layer 'conv2', step 0: the credit that crossed it is off the formula (through B) by"
            + " 0.010");
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
    return audit(
        on(new Claiming(FIXED, rule)).update(chain),
        network,
        audit -> audit.from(tensors -> inspected.set(true)));
  }

  @Test
  void trainingThatGoesElsewhereIsFoundUnderEveryKindOfChain() {
    CreditAssignmentRule unlike =
        through((edge, b, emit) -> emit.add(edge.weight(), emit.scale(b, 0)));
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
