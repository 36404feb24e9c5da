package io.feedalign.bench.archfixture.models;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;

/** A layer of a certain kind. */
public record PlainLayer() implements Layer {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    return Trace.of(call, call.input());
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    return signal;
  }
}
