package io.feedalign.models.layer;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;

/**
 * A learnt number added to each channel of rows (N, C) or images (N, C, H, W).
 *
 * @param bias (C)
 */
public record BiasLayer(Parameter bias) implements Layer {
  /** A bias that starts at zero. */
  public static BiasLayer of(int channels) {
    return new BiasLayer(
        new Parameter("bias", Shape.of(channels), Initializer.ZEROS, Parameter.Role.BIAS));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(bias);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Inputs.channels("A bias", bias.shape().size(0), inputs);
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    return Trace.of(call, emit.addChannels(call.input(), call.parameter(bias.name())));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    return signal;
  }

  @Override
  public Value pullToParameter(Emitter emit, Trace trace, Parameter parameter, Value signal) {
    return emit.sumToChannels(signal);
  }
}
