package io.feedalign.credit;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Parameter;
import org.apiguardian.api.API;

/**
 * A layer reading a value: where forward activity goes one way and credit the other.
 *
 * <pre>{@code
 * Value above = signals.at(edge.output());
 * Value exact = edge.pullExactly(emit, above);     // as calculus has it
 * Value random = edge.pull(emit, above, feedback); // through any tensor of the weight's shape
 * Value gradient = edge.correlate(emit, edge.input(), above);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Edge {
  /** Path of the layer. */
  String path();

  /** The layer that reads. */
  Layer layer();

  /** Which of the layer's inputs this is. */
  int slot();

  /** The value that is read. */
  Value input();

  /** The layer's output. */
  Value output();

  /** Whether credit transport is in question here: the layer joins populations by weights. */
  boolean synaptic();

  /** Whether nothing that learns lies below the value that is read: no credit need cross here. */
  boolean first();

  /** Whether the layer's output is the network's output. */
  boolean last();

  /** The forward weight as this step starts. Synaptic edges only. */
  Value weight();

  /** The weight's declaration: shape and initializer. Synaptic edges only. */
  Parameter weightParameter();

  /** Forward through any weight-shaped tensor, without bias. Synaptic edges only. */
  Value drive(Emitter emit, Value x, Value weight);

  /**
   * Backwards through any weight-shaped tensor. Synaptic edges only. The tensor that is used here
   * is what reports and audits call this edge's feedback weight.
   */
  Value pull(Emitter emit, Value signal, Value weight);

  /** The plasticity term for any activity and signal. Synaptic edges only. */
  Value correlate(Emitter emit, Value x, Value signal);

  /** The exact signal at the input, as calculus has it. */
  Value pullExactly(Emitter emit, Value signal);
}
