package io.feedalign.bench.faults;

import static io.feedalign.bench.faults.Fault.reference;
import static io.feedalign.bench.faults.Fault.unseen;

import java.util.List;
import java.util.Map;

/** What could be wrong with update chains. An audit holds a step against the chain that it has. */
final class UpdateFaults {
  private static final String GIVEN =
      "the chain is evaluated again as it is; contracts hold it against formulas";

  private UpdateFaults() {}

  private static Fault.Audited under(String update, Object... settings) {
    return unseen(Map.of("rule", "fa", "update", reference(update, settings)), GIVEN);
  }

  static List<Fault> all() {
    return List.of(
        new Fault(
            "sgd: momentum is dropped",
            new Edit("rules.update.Momentum", ": next;", ": update;"),
            "rules.update.SgdTest#momentumSumsAGeometricSeries",
            under("sgd", "momentum", 0.9)),
        new Fault(
            "sgd: decoupled decay is applied coupled",
            new Edit(
                "rules.update.DecaySettings", ".equals(\"coupled\")", ".endsWith(\"coupled\")"),
            "rules.update.SgdTest#decoupledDecayShrinksByExactlyItsPartWhateverRateAndMomentum",
            under("sgd", "decay", 0.01, "decay_mode", "decoupled")),
        new Fault(
            "adam: the start from zero is not corrected",
            new Edit(
                "rules.update.Adam",
                "return progress -> 1 / (1 - Math.pow(beta, progress.step() + 1.0));",
                "return progress -> 1;"),
            "rules.update.AdamTest#theFirstStepIsTheRateWhateverTheGradientsSize",
            under("adam")));
  }
}
