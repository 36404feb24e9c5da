package io.feedalign.models.layer;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;

/** Images (N, C, H, W) as rows (N, C H W), channels outermost. */
public record FlattenLayer() implements Layer {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = Inputs.only("A flatten", inputs);
    return Shape.of(input.size(0), Math.toIntExact(input.elementsPerRow()));
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    Value input = call.input();
    Form rows = Form.parameter(outputShape(List.of(input.shape()))).withType(input.type());
    // Always an operation of its own: credit is kept by value, so an output must not be the input.
    return Trace.of(call, emit.write(new Reshape(rows), input).get(0));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    return emit.reshape(signal, trace.call().input().shape());
  }
}
