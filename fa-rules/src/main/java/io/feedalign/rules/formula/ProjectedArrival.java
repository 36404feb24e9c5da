package io.feedalign.rules.formula;

import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import java.util.Set;

/** Rows times B_v. */
record ProjectedArrival(Rows rows, Matrices matrices) implements DirectFormula.Arrival {
  @Override
  public double[] signal(DirectFormula.Network network, Edge carrier, Evidence step) {
    double[] sent = rows.of(step, network.edges());
    return Doubles.product(sent, step.batch(), matrices.of(carrier, step));
  }

  @Override
  public Set<String> states(DirectFormula.Network network, Edge carrier) {
    return Set.of(matrices.state(carrier));
  }
}
