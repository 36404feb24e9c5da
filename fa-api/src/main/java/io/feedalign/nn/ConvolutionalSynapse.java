package io.feedalign.nn;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import org.apiguardian.api.API;

/** The three verbs of convolution. */
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
