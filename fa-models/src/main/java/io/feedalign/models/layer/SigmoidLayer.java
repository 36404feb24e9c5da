package io.feedalign.models.layer;

import io.feedalign.ir.Binary;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.nn.Activation;
import io.feedalign.nn.Call;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;

/** The logistic function of each element: {@code 1 / (1 + exp(-x))}. */
public record SigmoidLayer() implements Activation {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Inputs.only("A sigmoid", inputs);
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    return Trace.of(call, emit.apply(Unary.Function.SIGMOID, call.input()));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    return emit.apply(Binary.Function.SIGMOID_GATE, signal, trace.output());
  }
}
