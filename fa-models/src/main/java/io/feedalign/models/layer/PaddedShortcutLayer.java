package io.feedalign.models.layer;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Geometry.Padding;
import io.feedalign.ir.Geometry.Pair;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;

/**
 * A shortcut without parameters from few channels to many: every stride-th pixel, and zeros in the
 * new channels (He, Zhang, Ren, Sun 2016, option A). The new channels lie evenly before and behind
 * the old ones; the first half is the smaller if their number is odd.
 *
 * @param in number of input channels
 * @param out number of output channels, at least as many
 * @param stride step between the pixels that are kept
 */
public record PaddedShortcutLayer(int in, int out, int stride) implements Layer {
  /** Checks the channels. */
  public PaddedShortcutLayer {
    if (out < in) {
      throw FaException.user(
          "A padded shortcut adds channels, but is asked to go from "
              + in
              + " to "
              + out
              + ". Use a 1x1 convolution (option B) to drop channels.");
    }
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = Inputs.image("A padded shortcut", inputs);
    Inputs.channels("A padded shortcut", in, inputs);
    return picking().outputShape(input, out);
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    return Trace.of(call, emit.conv2d(call.input(), selection(emit), picking()));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    Shape input = trace.call().input().shape();
    return emit.conv2dInputGrad(signal, selection(emit), picking(), input);
  }

  private Geometry picking() {
    return Geometry.square(1, stride, 0);
  }

  /** The constant (out, in, 1, 1) with a 1 where an output channel repeats an input channel. */
  private Value selection(Emitter emit) {
    Value one = emit.fill(1, Form.parameter(Shape.of(1, 1, 1, 1)));
    int before = (out - in) / 2;
    Padding rows = new Padding(before, 0, out - in - before, 0);
    Geometry padding = new Geometry(Pair.square(1), Pair.square(1), rows, Pair.square(1), 1);
    Value padded = emit.conv2d(identity(emit, one), one, padding);
    Form weight = Form.parameter(Shape.of(out, in, 1, 1)).withType(padded.type());
    return emit.write(new Reshape(weight), padded).get(0);
  }

  /**
   * The identity as an image (1, 1, in, in): ones spread so far apart that they meet the diagonal.
   */
  private Value identity(Emitter emit, Value one) {
    Value ones = emit.fill(1, Form.activation(Shape.of(1, 1, 1, in)));
    Geometry apart =
        new Geometry(Pair.square(1), new Pair(1, in + 1), Padding.all(0), Pair.square(1), 1);
    Value spread = emit.conv2dInputGrad(ones, one, apart, Shape.of(1, 1, 1, in * in));
    return emit.reshape(spread, Shape.of(1, 1, in, in));
  }
}
