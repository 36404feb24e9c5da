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

/** The positive part of each element: {@code max(x, 0)}; its slope at 0 is 0. */
public record ReluLayer() implements Activation {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Inputs.only("A ReLU", inputs);
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    return Trace.of(call, emit.apply(Unary.Function.RELU, call.input()));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    return emit.apply(Binary.Function.RELU_GATE, signal, trace.output());
  }
}
