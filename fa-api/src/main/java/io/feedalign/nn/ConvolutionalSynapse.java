package io.feedalign.nn;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import org.apiguardian.api.API;

/**
 * The three verbs of convolution.
 *
 * <pre>{@code
 * Synapse synapse = new ConvolutionalSynapse(Geometry.square(3, 1, 1));
 * Value driven = synapse.drive(emit, x, weight);                // (N, O, H, W)
 * Value back = synapse.pull(emit, signal, feedback, x.shape()); // like x
 * Value gradient = synapse.correlate(emit, x, signal);          // like weight
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ConvolutionalSynapse(Geometry geometry) implements Synapse {
  @Override
  public Value drive(Emitter emit, Value x, Value weight) {
    return emit.conv2d(x, weight, geometry);
  }

  @Override
  public Value pull(Emitter emit, Value signal, Value weight, Shape input) {
    return emit.conv2dInputGrad(signal, weight, geometry, input);
  }

  @Override
  public Value correlate(Emitter emit, Value x, Value signal) {
    return emit.conv2dWeightGrad(x, signal, geometry);
  }
}
