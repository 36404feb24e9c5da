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

/** The hyperbolic tangent of each element. */
public record TanhLayer() implements Activation {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Inputs.only("A tanh", inputs);
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    return Trace.of(call, emit.apply(Unary.Function.TANH, call.input()));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    return emit.apply(Binary.Function.TANH_GATE, signal, trace.output());
  }
}
