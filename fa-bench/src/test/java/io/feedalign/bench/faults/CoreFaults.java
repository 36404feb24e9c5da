package io.feedalign.bench.faults;

import static io.feedalign.bench.faults.Fault.rule;
import static io.feedalign.bench.faults.Fault.seen;
import static io.feedalign.bench.faults.Fault.unseen;

import java.util.List;
import java.util.Map;

/** What could be wrong with the compiler, with composition and with measures. */
final class CoreFaults {
  private static final String TRACER = "core.compile.CreditTracer";
  private static final String LAYERED = "core.experiment.LayeredRule";
  private static final String BY_LAYER =
      "cli.command.RulePerLayerTest#creditIsPulledThroughEachLayersOwnFeedback";
  private static final String MEASURED = "an audit holds what teaches, not what is measured of it";

  private static final String COMPILED =
      "the expected step is written by the same compiler, and only the rule is replaced";

  private CoreFaults() {}

  private static Map<String, Object> byLayer() {
    return rule("fa", "layers", Map.of("dense2", "bp"));
  }

  static List<Fault> all() {
    return List.of(
        new Fault(
            "gradients are divided by the batch twice",
            new Edit(
                TRACER,
                "node.layer().pullToParameter(here, pass.trace(node), parameter, signal);",
                """
                here.scale(
                    node.layer().pullToParameter(here, pass.trace(node), parameter, signal),
                    1.0 / signal.shape().size(0));"""),
            "bench.faults.SeededRuleContract#eachLayerLearnsFromItsOwnSignal",
            seen(rule("fa"))),
        new Fault(
            "where ways part, one of them brings no credit",
            new Edit(
                TRACER,
                "total = total == null ? crossing : "
                    + "emit.in(forward.name() + \"/signal\").add(total, crossing);",
                "total = crossing;"),
            "models.CompilerGradientTest#exactCreditAgreesWithCentralDifferencesEverywhere",
            unseen(Map.of("rule", "fa", "model", AuditBench.RESIDUAL), COMPILED)),
        new Fault(
            "rules by layer: the default teaches every layer",
            new Edit(
                LAYERED,
                "return part(edge.path()).rule().at(edge, context);",
                "return fallback.rule().at(edge, context);"),
            BY_LAYER,
            seen(byLayer())),
        new Fault(
            "rules by layer: no pattern matches",
            new Edit(
                LAYERED,
                "parts.stream().filter(part -> part.matches(path)).findFirst().orElse(fallback)",
                "fallback"),
            BY_LAYER,
            unseen(byLayer(), "who owns a layer is found once, for the rule and for its formula")),
        new Fault(
            "measures: the angle is to the B of another pull",
            new Edit(
                "rules.probe.LocalAngle",
                "edge.pullExactly(here, signal)",
                "edge.pull(here, signal, edge.weight())"),
            "rules.probe.AngleTest#theFeedbackAngleIsThatOfTheVeryFeedbackOfTheBackwardPass",
            unseen(rule("fa"), MEASURED)),
        new Fault(
            "measures: the angle is to the drawn B, not the signed one",
            new Edit(
                "rules.layerwise.Layerwise",
                "return edge.pull(emit, signals.at(edge.output()), b);",
                """
                Value used = edge.pull(emit, signals.at(edge.output()), b);
                edge.pull(emit, signals.at(edge.output()), emit.abs(b));
                return used;"""),
            "bench.faults.SeededRuleContract#theReportedFeedbackIsTheOneUsed",
            unseen(rule("frsf"), MEASURED)),
        new Fault(
            "measures: the gradient's angle is to itself",
            new Edit(
                "rules.probe.GradientAngle",
                "context.exactGradient(edge)",
                "context.gradient(edge)"),
            "rules.probe.AngleTest#theGradientAngleIsBetweenTheRulesGradientAndBackprops",
            unseen(rule("fa"), MEASURED)));
  }
}
