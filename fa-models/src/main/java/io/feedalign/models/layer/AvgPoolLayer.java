package io.feedalign.models.layer;

import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;

/**
 * The mean of each window of each channel.
 *
 * @param geometry the window; its padding is at most half of the kernel
 * @param countPadding whether padding counts in the divisor, as in PyTorch
 */
public record AvgPoolLayer(Geometry geometry, boolean countPadding) implements Layer {
  /** Checks that no window lies in the padding alone. */
  public AvgPoolLayer {
    Windows.checkPooling("Average pooling", geometry);
  }

  /** Square windows without padding. */
  public static AvgPoolLayer of(int kernel, int stride) {
    return new AvgPoolLayer(Geometry.square(kernel, stride, 0), true);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = Inputs.image("Average pooling", inputs);
    return geometry.outputShape(input, input.size(1));
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    return Trace.of(call, emit.write(new AvgPool(geometry, countPadding), call.input()).get(0));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    Shape input = trace.call().input().shape();
    return emit.write(new AvgPoolGrad(geometry, countPadding, input), signal).get(0);
  }
}
