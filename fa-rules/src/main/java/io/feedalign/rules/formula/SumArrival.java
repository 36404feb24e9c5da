package io.feedalign.rules.formula;

import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The sum of what synapses above send, each through a matrix of its own, over the root of their
 * number.
 *
 * @param reach which of them send
 */
record SumArrival(String reach) implements DirectFormula.Arrival {
  @Override
  public double[] signal(DirectFormula.Network network, Edge carrier, Evidence step) {
    List<Edge> senders = senders(network, carrier);
    double[] sum = new double[step.batch() * Matrices.units(carrier)];
    for (Edge sender : senders) {
      double[] b = step.state(state(carrier, sender));
      sum = Doubles.plus(sum, Doubles.product(step.signal(sender.path()), step.batch(), b));
    }
    return Doubles.times(sum, Math.pow(senders.size(), -0.5));
  }

  @Override
  public Set<String> states(DirectFormula.Network network, Edge carrier) {
    Set<String> states = new LinkedHashSet<>();
    senders(network, carrier).forEach(sender -> states.add(state(carrier, sender)));
    return states;
  }

  private static String state(Edge carrier, Edge sender) {
    return carrier.path() + ".feedback." + sender.path();
  }

  private List<Edge> senders(DirectFormula.Network network, Edge carrier) {
    List<Edge> above = network.taps().above(carrier.input());
    return switch (reach) {
      case "output" -> List.of(above.get(above.size() - 1));
      case "next" -> network.taps().listeners(carrier.input());
      default -> above;
    };
  }
}
