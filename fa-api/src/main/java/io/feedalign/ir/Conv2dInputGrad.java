package io.feedalign.ir;

import io.feedalign.tensor.Shape;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The adjoint of {@link Conv2d} in x, with any weight-shaped tensor in the weight's place: the
 * {@code pull} of a convolution.
 *
 * <p>Operands: signal (N, O, P, Q), w (O, C / groups, kh, kw). Yields (N, C, H, W) of the given
 * input shape: {@code <conv(x, w), s> = <x, this(s, w)>}.
 *
 * <pre>{@code
 * Geometry window = Geometry.square(3, 1, 1);
 * Value exact = emit.conv2dInputGrad(signal, weight, window, x.shape());
 * Value random = emit.conv2dInputGrad(signal, feedback, window, x.shape()); // both like x
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Conv2dInputGrad(Geometry geometry, Shape input) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 2);
    Value signal = inputs.get(0);
    Value w = inputs.get(1);
    ConvShapes.check(this, inputs, geometry, input, w.shape());
    ConvShapes.checkSignal(
        this, inputs, geometry.outputShape(input, w.shape().size(0)), signal.shape());
    return List.of(Form.activation(input).withType(signal.type()));
  }
}
