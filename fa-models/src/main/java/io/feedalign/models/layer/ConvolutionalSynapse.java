package io.feedalign.models.layer;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.nn.Synapse;
import io.feedalign.tensor.Shape;

/** The three verbs of convolution. */
record ConvolutionalSynapse(Geometry geometry) implements Synapse {
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
