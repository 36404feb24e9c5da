package io.feedalign.core.compile;

import io.feedalign.credit.Edge;
import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.nn.Trace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One slot of one node in one forward pass. Remembers the weight through which credit was pulled.
 */
final class LayerEdge implements Edge {
  private final ForwardPass pass;
  private final Node node;
  private final int slot;
  private @Nullable Value feedback;

  LayerEdge(ForwardPass pass, Node node, int slot) {
    this.pass = pass;
    this.node = node;
    this.slot = slot;
  }

  Node node() {
    return node;
  }

  /** The weight operand of the last {@link #pull}: what is reported as this edge's feedback. */
  Optional<Value> feedback() {
    return Optional.ofNullable(feedback);
  }

  private Trace trace() {
    return pass.trace(node);
  }

  @Override
  public String path() {
    return node.path();
  }

  @Override
  public Layer layer() {
    return node.layer();
  }

  @Override
  public int slot() {
    return slot;
  }

  @Override
  public Value input() {
    return trace().call().inputs().get(slot);
  }

  @Override
  public Value output() {
    return trace().output();
  }

  @Override
  public boolean synaptic() {
    return node.layer() instanceof SynapticLayer;
  }

  @Override
  public boolean first() {
    return pass.untaught(input());
  }

  @Override
  public boolean last() {
    return output().equals(pass.output());
  }

  @Override
  public Value weight() {
    return trace().call().parameter(weightParameter().name());
  }

  @Override
  public Parameter weightParameter() {
    return synapticLayer().weight();
  }

  @Override
  public Value drive(Emitter emit, Value x, Value weight) {
    return synapticLayer().synapse().drive(emit, x, weight);
  }

  @Override
  public Value pull(Emitter emit, Value signal, Value weight) {
    feedback = weight;
    return synapticLayer().synapse().pull(emit, signal, weight, input().shape());
  }

  @Override
  public Value correlate(Emitter emit, Value x, Value signal) {
    return synapticLayer().synapse().correlate(emit, x, signal);
  }

  @Override
  public Value pullExactly(Emitter emit, Value signal) {
    return node.layer().pullToInput(emit, trace(), slot, signal);
  }

  private SynapticLayer synapticLayer() {
    if (!(node.layer() instanceof SynapticLayer)) {
      throw FaException.plugin(
          "A rule asked for the weight of '"
              + path()
              + "', which joins no populations. Ask"
              + " edge.synaptic() first.");
    }
    return (SynapticLayer) node.layer();
  }

  @Override
  public String toString() {
    return path() + (slot == 0 ? "" : "#" + slot);
  }
}
