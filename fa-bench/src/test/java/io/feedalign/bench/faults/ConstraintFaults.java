package io.feedalign.bench.faults;

import static io.feedalign.bench.faults.Fault.reference;
import static io.feedalign.bench.faults.Fault.seen;
import static io.feedalign.bench.faults.Fault.unseen;

import java.util.List;
import java.util.Map;

/** What could be wrong with constraints. */
final class ConstraintFaults {
  private static final String NORM = "rules.constraint.ConstantNorm";
  private static final Map<String, Object> CONST = Map.of("rule", "fa", "constraint", "const");

  private ConstraintFaults() {}

  private static Map<String, Object> signs(String mode) {
    return Map.of(
        "rule",
        "fa",
        "constraint",
        reference("ei", "mode", mode),
        "update",
        reference("sgd", "rate", 3.0));
  }

  static List<Fault> all() {
    return List.of(
        new Fault(
            "const: weights are frozen",
            new Edit(
                NORM,
                "return emit.multiply(proposed, emit.divide(norm0, norm));",
                "return emit.add(context.weight(), emit.scale(emit.divide(norm0, norm), 0));"),
            "rules.constraint.ConstantNormTest#theNormStaysAndTheWeightMovesUnderEveryRule",
            seen(CONST)),
        new Fault(
            "const: norms are doubled",
            new Edit(NORM, "emit.divide(norm0, norm)", "emit.scale(emit.divide(norm0, norm), 2)"),
            "rules.constraint.ConstantNormTest#theNormStaysAndTheWeightMovesUnderEveryRule",
            seen(CONST)),
        new Fault(
            "const: the norm of the step before is kept, not the first",
            new Edit(
                NORM,
                "context.remember(\"norm\", atStart -> atStart.norm(context.weight()))",
                "emit.norm(context.weight())"),
            "rules.constraint.ConstantNormTest#theFirstNormIsPutBackWhoeverChangedTheWeight",
            unseen(CONST, "the two differ by rounding only while nobody else writes the weight")),
        new Fault(
            "const: biases are held too",
            new Edit(
                NORM,
                """
                if (context.parameter().role() != Parameter.Role.WEIGHT) {
                      return proposed;""",
                """
                if (context.parameter() == null) {
                      return proposed;"""),
            "rules.constraint.ConstantNormTest#theDirectionIsThatOfTheUpdateAndBiasesGoFree",
            unseen(CONST, "a constraint tells the audit of weights, and is evaluated as it is")),
        new Fault(
            "ei: signs are those of the proposed weight",
            new Edit(
                "rules.constraint.SynapseSigns",
                "Polarity.hold(emit, s, proposed)",
                "Polarity.hold(emit, Polarity.of(emit, proposed), proposed)"),
            "rules.constraint.SignsNeverFlipTest#overFiftyLargeSteps",
            seen(signs("synapse"))),
        new Fault(
            "ei: a synapse may vanish, for epsilon is 0",
            new Edit("rules.constraint.Polarity", "EPSILON = 1e-10;", "EPSILON = 0;"),
            "rules.constraint.SignsNeverFlipTest#theWeightIsTheProposedOneOrOneTenBillionth",
            seen(signs("synapse"))),
        new Fault(
            "ei, dale: signs by postsynaptic unit",
            new Edit("rules.constraint.DaleDraw", "PRESYNAPTIC = 1;", "PRESYNAPTIC = 0;"),
            "rules.constraint.DaleSignsTest#allSynapsesOfAUnitOrChannelShareASignForEver",
            seen(signs("dale"))));
  }
}
