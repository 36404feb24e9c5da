package io.feedalign.models.layer;

import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Geometry.Padding;
import io.feedalign.ir.Geometry.Pair;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;

/** The mean of each whole channel: images (N, C, H, W) to rows (N, C). */
public record GlobalAvgPoolLayer() implements Layer {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = Inputs.image("A global average", inputs);
    return Shape.of(input.size(0), input.size(1));
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    Shape input = call.input().shape();
    Value means = emit.write(new AvgPool(window(input), true), call.input()).get(0);
    return Trace.of(call, emit.reshape(means, outputShape(List.of(input))));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    Shape input = trace.call().input().shape();
    Value pixel = emit.reshape(signal, Shape.of(input.size(0), input.size(1), 1, 1));
    return emit.write(new AvgPoolGrad(window(input), true, input), pixel).get(0);
  }

  private static Geometry window(Shape input) {
    Pair all = new Pair(input.size(2), input.size(3));
    return new Geometry(all, all, Padding.all(0), Pair.square(1), 1);
  }
}
