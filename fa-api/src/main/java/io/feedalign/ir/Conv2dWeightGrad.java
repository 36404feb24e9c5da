package io.feedalign.ir;

import io.feedalign.tensor.Shape;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The adjoint of {@link Conv2d} in w: the {@code correlate} of a convolution.
 *
 * <p>Operands: x (N, C, H, W), signal (N, O, P, Q). Yields f32 (O, C / groups, kh, kw), summed over
 * the batch: {@code <conv(x, w), s> = <w, this(x, s)>}.
 *
 * <pre>{@code
 * Value change = emit.conv2dWeightGrad(x, signal, Geometry.square(3, 1, 1)); // like the weight
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Conv2dWeightGrad(Geometry geometry) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 2);
    Shape x = inputs.get(0).shape();
    Shape signal = inputs.get(1).shape();
    Operands.check(
        x.rank() == 4 && signal.rank() == 4, this, inputs, "needs 4-axis images and signals");
    Shape weight =
        Shape.of(
            signal.size(1),
            Math.max(1, x.size(1) / geometry.groups()),
            geometry.kernel().h(),
            geometry.kernel().w());
    ConvShapes.check(this, inputs, geometry, x, weight);
    ConvShapes.checkSignal(this, inputs, geometry.outputShape(x, signal.size(1)), signal);
    return List.of(Form.parameter(weight));
  }
}
