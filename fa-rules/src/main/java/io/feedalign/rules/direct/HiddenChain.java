package io.feedalign.rules.direct;

import io.feedalign.credit.Edge;
import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The synapses of a network in which each reads, element for element, what the one before yields.
 * Signals can be pushed forwards along such a chain: there is nothing between two layers but
 * activation functions, normalisation and reshaping.
 *
 * @param synapses in order
 */
record HiddenChain(List<Edge> synapses) {
  /** The chain that the edges form, or an error that names the layer where they form none. */
  static HiddenChain of(List<Edge> edges) {
    List<Edge> synapses = new ArrayList<>();
    Set<Value> read = new HashSet<>();
    Optional<Edge> resized = Optional.empty();
    for (Edge edge : edges) {
      if (!read.add(edge.input()) || edge.slot() > 0) {
        throw broken(edge, "joins or splits ways");
      }
      if (edge.synaptic()) {
        resized.ifPresent(HiddenChain::refuse);
        synapses.add(edge);
      } else if (!synapses.isEmpty() && resizes(edge)) {
        resized = Optional.of(edge);
      }
    }
    return new HiddenChain(List.copyOf(synapses));
  }

  private static boolean resizes(Edge edge) {
    return Site.units(edge.input()) != Site.units(edge.output());
  }

  private static void refuse(Edge between) {
    throw broken(between, "changes how many units there are without a weight");
  }

  private static FaException broken(Edge edge, String how) {
    return FaException.user(
        "The rule ifa pushes signals forwards from layer to layer, but layer '"
            + edge.path()
            + "' "
            + how
            + ". Use a network of convolutions, dense layers and activation functions in one"
            + " line, without pooling or residual paths, or the rule dfa.");
  }
}
