package io.feedalign.bench.faults;

import static io.feedalign.bench.faults.Fault.rule;
import static io.feedalign.bench.faults.Fault.seen;
import static io.feedalign.bench.faults.Fault.unseen;

import java.util.List;

/** What could be wrong with feedback that is drawn once, and with the last layer. */
final class FeedbackFaults {
  private static final String ALIGNMENT = "rules.layerwise.FeedbackAlignment";

  private FeedbackFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault(
            "fa: B is redrawn in each step",
            new Edit(
                ALIGNMENT,
                "return emit -> b;",
                """
                return emit -> {
                  emit.assign(b, scaled.draw(emit, weight.shape(), context.fresh("again")));
                  return b;
                };"""),
            "rules.layerwise.TransportTest#fixedFeedbackIsBitIdenticalAfterTraining",
            seen(rule("fa"))),
        new Fault(
            "fa: B is W, so it is bp in disguise",
            new Edit(
                ALIGNMENT,
                "return emit -> b;",
                "return emit -> emit.add(edge.weight(), emit.scale(b, 0));"),
            "rules.layerwise.DifferencesTest"
                + "#feedbackAlignmentDisagreesInHiddenLayersAndAgreesInTheLast",
            seen(rule("fa"))),
        new Fault(
            "fa: half of W leaks into B",
            new Edit(
                ALIGNMENT,
                "return emit -> b;",
                "return emit -> emit.add(b, emit.scale(edge.weight(), 0.5));"),
            "rules.layerwise.TransportTest"
                + "#aWeightAboveDoesNotReachAHiddenGradientThroughFeedbackOfItsOwn",
            seen(rule("fa"))),
        new Fault(
            "fa: the scale is applied at the draw and again in each step",
            new Edit(ALIGNMENT, "return emit -> b;", "return emit -> emit.scale(b, scale);"),
            "rules.formula.EveryFormulaTest#everyStepIsTheFormulas",
            seen(rule("fa", "scale", 0.5))),
        new Fault(
            "fa: the draw is scaled twice",
            new Edit(
                ALIGNMENT,
                "emit.scale(drawn.draw(emit, shape, draw), scale)",
                "emit.scale(drawn.draw(emit, shape, draw), scale * scale)"),
            "rules.layerwise.TransportTest#scaleMultipliesTheStoredFeedback",
            unseen(rule("fa", "scale", 0.5), "the formula takes B as it was drawn")),
        new Fault(
            "last_layer: bp is ignored",
            new Edit(
                "rules.layerwise.LastLayer",
                "return (edge.last() ? last : others).at(edge, context);",
                "return others.at(edge, context);"),
            "rules.layerwise.ControlTest"
                + "#withLastLayerBackpropTheLayerBelowTheLastLearnsExactly",
            seen(rule("fa", "last_layer", "bp"))));
  }
}
