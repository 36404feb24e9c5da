package io.feedalign.bench.faults;

import static io.feedalign.bench.faults.Fault.rule;
import static io.feedalign.bench.faults.Fault.seen;
import static io.feedalign.bench.faults.Fault.unseen;

import java.util.List;
import java.util.Map;

/** What could be wrong with feedback that comes from elsewhere. */
final class DirectFaults {
  private static final String TEACHING = "rules.direct.Teaching";
  private static final String SIGNALS =
      "rules.direct.ProjectionTest#everySignalOfADenseNetIsTheFormulas";
  private static final String DENSE =
      "rules.direct.DenseAndIndirectTest#denseFeedbackSumsEverySynapseAfterTheTap";

  private DirectFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault(
            "dfa: skips that are cut leak all the same",
            new Edit(
                "rules.direct.Taps",
                "if (pathway.skips() == Pathway.Skips.KEEP) {",
                "if (pathway.skips() != null) {"),
            "rules.direct.ProjectionTest#skipsAreCutOrKept",
            seen(Map.of("rule", "dfa", "model", AuditBench.RESIDUAL))),
        new Fault(
            "dfa: reads the error's sign",
            new Edit(
                TEACHING,
                "return signals.outputError();",
                "return mean(emit, emit.sign(signals.outputError()));"),
            SIGNALS,
            seen(rule("dfa"))),
        new Fault(
            "dfa: the shared matrix is not divided by sqrt(n)",
            new Edit(
                "rules.direct.SharedProjection",
                "return emit.scale(product, 1 / Math.sqrt(n));",
                "return product;"),
            SIGNALS,
            seen(rule("dfa", "projection", "shared"))),
        new Fault(
            "dfa: a channel's feedback is spread as a mean",
            new Edit(
                "rules.direct.ChannelProjection",
                "emit.write(adjoint, emit.scale(means, places))",
                "emit.write(adjoint, means)"),
            "rules.direct.ProjectionTest#feedbackEntersAfterTheActivationAndBeforePooling",
            seen(
                Map.of(
                    "rule",
                    Fault.reference("dfa", "projection", "channel"),
                    "model",
                    AuditBench.IMAGES))),
        new Fault(
            "dfa: B is drawn within 1/n instead of 1/sqrt(n)",
            new Edit("rules.direct.Projection", "scale / Math.sqrt(n)", "scale / n"),
            "rules.direct.ProjectionTest#feedbackIsDrawnEvenlyWithinItsBoundAndStays",
            unseen(rule("dfa"), "the formula takes B as it was drawn")),
        new Fault(
            "sdfa: the signs are not divided by the batch",
            new Edit(
                TEACHING,
                "return mean(emit, emit.sign(signals.outputError()));",
                "return emit.sign(signals.outputError());"),
            "rules.layerwise.ControlTest#aBatchTeachesTheMeanOfItsSamples",
            seen(rule("sdfa"))),
        new Fault(
            "drtp: projects the error, not the target",
            new Edit(
                TEACHING, "return mean(emit, signals.target());", "return signals.outputError();"),
            SIGNALS,
            seen(rule("drtp"))),
        new Fault(
            "densefa: the sum is divided by n instead of sqrt(n)",
            new Edit(
                "rules.direct.FromEverySynapse",
                "1 / Math.sqrt(senders.size())",
                "1.0 / senders.size()"),
            DENSE,
            seen(rule("densefa"))),
        new Fault(
            "densefa: the last synapse does not send",
            new Edit(
                "rules.direct.FromEverySynapse",
                "total = emit.add(total, term(site, sender, signals, emit));",
                """
                Value heard = emit.scale(term(site, sender, signals, emit), sender.last() ? 0 : 1);
                total = emit.add(total, heard);"""),
            DENSE,
            seen(rule("densefa"))),
        new Fault(
            "ifa: every layer gets the projected error",
            new Edit("rules.direct.IndirectFeedback", "if (place == 1) {", "if (place >= 1) {"),
            "rules.direct.DenseAndIndirectTest#indirectFeedbackIsPushedForwardsThroughTheWeights",
            seen(rule("ifa"))));
  }
}
