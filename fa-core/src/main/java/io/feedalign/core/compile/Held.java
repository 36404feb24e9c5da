package io.feedalign.core.compile;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.optim.Constraint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network's parameters under a constraint: where they start, may go, and which signs they keep.
 */
final class Held {
  private final Network network;
  private final States states;
  private final Constraint constraint;
  private final Set<Node> first;

  Held(Network network, States states, Constraint constraint) {
    this.network = network;
    this.states = states;
    this.constraint = constraint;
    this.first = first(network);
  }

  /** The nodes that nothing with weights lies below. */
  private static Set<Node> first(Network network) {
    Set<Node> first = new HashSet<>();
    Set<Integer> weightless = new HashSet<>(Set.of(Node.INPUT));
    for (Node node : network.nodes()) {
      if (weightless.containsAll(node.sources())) {
        first.add(node);
        if (!(node.layer() instanceof SynapticLayer)) {
          weightless.add(node.index());
        }
      }
    }
    return first;
  }

  /** What the update chain is given for a parameter. */
  TensorUpdate context(Node node, Parameter parameter) {
    TensorUpdate.Kind kind = new TensorUpdate.Kind(parameter, first.contains(node));
    return new TensorUpdate(
        node.pathOf(parameter), kind, states.parameter(node, parameter), states);
  }

  /** What the update chain is given for a state of a rule that is trained as a weight is. */
  TensorUpdate trained(LayerEdge edge, Value state) {
    TensorUpdate.Kind kind =
        new TensorUpdate.Kind(edge.weightParameter(), first.contains(edge.node()));
    return new TensorUpdate(state.name(), kind, state, states);
  }

  Value project(Emitter emit, TensorUpdate context, Value proposed) {
    return constraint.project(emit, context, proposed);
  }

  Optional<Value> signs(LayerEdge edge) {
    return constraint.signs(context(edge.node(), edge.weightParameter()));
  }

  boolean signsByUnit(LayerEdge edge) {
    return constraint.signsByUnit(context(edge.node(), edge.weightParameter()));
  }

  /** Where each trainable parameter starts, given its draw, by path. */
  Map<String, Value> starts(Emitter emit) {
    Map<String, Value> starts = new HashMap<>();
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.layer().parameters()) {
        if (parameter.trainable()) {
          TensorStart context = new TensorStart(context(node, parameter), emit);
          Emitter here = emit.in(context.path()).in("constraint");
          starts.put(context.path(), constraint.start(here, context, context.weight()));
        }
      }
    }
    return starts;
  }
}
