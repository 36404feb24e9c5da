package io.feedalign.core.compile;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Tape;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network written down once in one mode: a trace for each node, an edge for each slot. */
final class ForwardPass {
  private final Network network;
  private final States states;
  private final List<Trace> traces = new ArrayList<>();
  private final List<LayerEdge> edges = new ArrayList<>();
  // Values beneath which nothing learns: the input, and what layers without trainable parameters
  // make of such values alone.
  private final Set<Value> untaught = new HashSet<>();

  ForwardPass(Network network, States states, Tape tape, Mode mode) {
    this.network = network;
    this.states = states;
    Emitter emit = Emitter.on(tape);
    Set<Value> known = new HashSet<>(Set.of(states.input()));
    untaught.add(states.input());
    for (Node node : network.nodes()) {
      traces.add(alone(trace(node, emit.in(node.path()), mode), known, tape));
      for (int slot = 0; slot < node.sources().size(); slot++) {
        edges.add(new LayerEdge(this, node, slot));
      }
      noteUntaught(node);
    }
  }

  private void noteUntaught(Node node) {
    boolean learns = node.layer().parameters().stream().anyMatch(Parameter::trainable);
    if (!learns && untaught.containsAll(trace(node).call().inputs())) {
      untaught.add(trace(node).output());
    }
  }

  /** Whether nothing that learns lies beneath a value, so that nobody asks for its signal. */
  boolean untaught(Value value) {
    return untaught.contains(value);
  }

  /**
   * The same trace with an output that no other node has. The tape shares equal computations, but
   * credit is kept by value: two ReLUs on one value would count what they send back twice.
   */
  private static Trace alone(Trace trace, Set<Value> known, Tape tape) {
    boolean credited = trace.call().mode().stochastic();
    Trace own =
        credited && known.contains(trace.output())
            ? new Trace(trace.call(), tape.distinct(trace.output()), trace.kept())
            : trace;
    known.add(own.output());
    return own;
  }

  private Trace trace(Node node, Emitter emit, Mode mode) {
    List<Value> inputs = new ArrayList<>();
    for (int source : node.sources()) {
      inputs.add(source == Node.INPUT ? states.input() : traces.get(source).output());
    }
    Map<String, Value> parameters = new HashMap<>();
    for (Parameter parameter : node.layer().parameters()) {
      parameters.put(parameter.name(), states.parameter(node, parameter));
    }
    Trace trace =
        node.layer().forward(emit, new Call(inputs, parameters, mode, states.fresh(node.path())));
    int batch = states.input().shape().size(0);
    if (!trace.output().shape().equals(node.outputShape().withBatch(batch))) {
      throw FaException.plugin(
          "Layer '"
              + node.path()
              + "' promised shape "
              + node.outputShape().withBatch(batch)
              + " but wrote "
              + trace.output().shape()
              + ".");
    }
    return trace;
  }

  Network network() {
    return network;
  }

  Value input() {
    return states.input();
  }

  Value output() {
    return traces.get(traces.size() - 1).output();
  }

  Trace trace(Node node) {
    return traces.get(node.index());
  }

  List<LayerEdge> edges() {
    return edges;
  }

  List<LayerEdge> synapses() {
    return edges.stream().filter(LayerEdge::synaptic).toList();
  }

  /** The edges by which layers read a value, in topological order. */
  List<LayerEdge> leaving(Value value) {
    return edges.stream().filter(edge -> edge.input().equals(value)).toList();
  }
}
