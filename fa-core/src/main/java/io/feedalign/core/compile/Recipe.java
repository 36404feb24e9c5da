package io.feedalign.core.compile;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateRule;
import io.feedalign.train.Probe;
import java.util.List;

/** Everything that decides how a network is compiled, but the backend. */
record Recipe(
    CreditAssignmentRule rule,
    UpdateRule update,
    Constraint constraint,
    List<Probe> probes,
    int batch,
    long seed) {
  Recipe {
    probes = List.copyOf(probes);
  }
}
