package io.feedalign.models.layer;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.HashSet;
import java.util.List;

/** The sum of two or more values of one shape: where a residual path rejoins. */
public record AddLayer() implements Layer {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    if (inputs.size() < 2 || new HashSet<>(inputs).size() != 1) {
      throw FaException.user(
          "An add reads two or more values of one shape, but is given "
              + inputs.stream().map(Inputs::sample).toList()
              + " per sample. Bring them to one shape first, for instance with a 1x1 convolution.");
    }
    return inputs.get(0);
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    Value total = call.input();
    for (Value term : call.inputs().subList(1, call.inputs().size())) {
      total = emit.add(total, term);
    }
    return Trace.of(call, total);
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    return signal;
  }
}
