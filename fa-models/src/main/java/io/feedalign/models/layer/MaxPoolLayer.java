package io.feedalign.models.layer;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * The largest element of each window of each channel.
 *
 * @param geometry the window; padding never wins, and is at most half of the kernel
 */
public record MaxPoolLayer(Geometry geometry) implements Layer {
  /** Checks that no window lies in the padding alone. */
  public MaxPoolLayer {
    Windows.checkPooling("Max pooling", geometry);
  }

  /** Square windows without padding. */
  public static MaxPoolLayer of(int kernel, int stride) {
    return new MaxPoolLayer(Geometry.square(kernel, stride, 0));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = Inputs.image("Max pooling", inputs);
    return geometry.outputShape(input, input.size(1));
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    List<Value> pooled = emit.write(new MaxPool(geometry), call.input());
    return new Trace(call, pooled.get(0), Map.of("choice", pooled.get(1)));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    MaxPoolGrad adjoint = new MaxPoolGrad(geometry, trace.call().input().shape());
    return emit.write(adjoint, trace.kept("choice"), signal).get(0);
  }
}
