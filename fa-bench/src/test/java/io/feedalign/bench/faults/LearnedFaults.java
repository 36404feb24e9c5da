package io.feedalign.bench.faults;

import static io.feedalign.bench.faults.Fault.reference;
import static io.feedalign.bench.faults.Fault.rule;
import static io.feedalign.bench.faults.Fault.seen;

import java.util.List;
import java.util.Map;

/** What could be wrong with feedback that learns. */
final class LearnedFaults {
  private static final String KOLEN_POLLACK = "rules.learned.KolenPollack";
  private static final String TRAINED =
      "learning.train(feedback(learning.emit()), learning.gradient());";
  private static final String DIFFERENCE =
      "rules.learned.KolenPollackTest#whatTheyDifferByShrinksByExactlyTheDecayInEachStep";
  private static final String REHEARSAL =
      "rules.learned.WeightMirrorTest#aDenseLayersRehearsalIsTheFormula";
  private static final Map<String, Object> MIRROR = rule("wm", "mirror_before", 2);

  private LearnedFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault(
            "kp: decay on B is forgotten",
            new Edit(
                "core.compile.UpdateTracer",
                "store(here, context, propose(here, context, stateGradient));",
                """
                Value nothing = here.scale(stateGradient, 0);
                Value decayed = update.apply(here.in("again"), context, nothing);
                store(here, context, here.add(propose(here, context, stateGradient), decayed));"""),
            DIFFERENCE,
            seen(
                Map.of(
                    "rule",
                    "kp",
                    "update",
                    reference("sgd", "momentum", 0.0, "decay", 0.01, "decay_mode", "decoupled")))),
        new Fault(
            "kp: B is given a gradient of zero",
            new Edit(
                KOLEN_POLLACK,
                TRAINED,
                """
                learning.train(
                    feedback(learning.emit()), learning.emit().scale(learning.gradient(), 0));"""),
            DIFFERENCE,
            seen(rule("kp"))),
        new Fault(
            "kp: B learns with the opposite sign",
            new Edit(
                KOLEN_POLLACK,
                TRAINED,
                """
                learning.train(
                    feedback(learning.emit()), learning.emit().scale(learning.gradient(), -1));"""),
            DIFFERENCE,
            seen(rule("kp"))),
        new Fault(
            "wm: the leak is dropped",
            new Edit("rules.learned.Mirroring", "emit.scale(b, 1 - leak)", "emit.scale(b, 1)"),
            REHEARSAL,
            seen(MIRROR)),
        new Fault(
            "wm: the correlation is a sum, not a mean",
            new Edit("rules.learned.Mirroring", "rate / average.pairs(edge)", "rate"),
            REHEARSAL,
            seen(MIRROR)),
        new Fault(
            "wm: the echo comes through B instead of W",
            new Edit(
                "rules.learned.WeightMirror",
                "edge.drive(emit, x, edge.weight())",
                "edge.drive(emit, x, feedback(emit))"),
            REHEARSAL,
            seen(MIRROR)),
        new Fault(
            "pfa: R is never trained",
            new Edit(
                "rules.learned.ProductFeedback",
                "learning.train(factors.r(), factors.mix(learning.emit(), learning.gradient()));",
                "factors.mix(learning.emit(), learning.gradient());"),
            "rules.learned.ProductFeedbackTest#withTheIdentityForItsFixedFactorItIsKolenPollackBitForBit",
            seen(Map.of("rule", "pfa", "update", reference("sgd", "momentum", 0.0)))));
  }
}
