package io.feedalign.rules.formula;

import io.feedalign.credit.Claim;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Formula;
import java.util.List;

/** {@code g_1 = e B} at the first hidden layer, then {@code g_(l+1) = W_(l+1) delta_l}. */
record IndirectFormula() implements Formula {
  @Override
  public Claim at(Edge edge, List<Edge> edges) {
    if (!edge.synaptic()) {
      return Claim.exactly();
    }
    List<Edge> synapses = edges.stream().filter(Edge::synaptic).toList();
    int place = 0;
    while (!synapses.get(place).path().equals(edge.path())) {
      place++;
    }
    if (place == 0) {
      return Claim.nothing();
    }
    if (place == 1) {
      String b = edge.path() + ".feedback";
      return Claim.signal(step -> Doubles.product(step.outputError(), step.batch(), step.state(b)))
          .fixed(b);
    }
    String below = synapses.get(place - 2).path();
    String through = synapses.get(place - 1).path();
    return Claim.signal(step -> step.drive(through, step.signal(below), step.weight(through)));
  }
}
