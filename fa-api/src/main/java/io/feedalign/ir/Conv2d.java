package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Convolution (cross-correlation, as the field says it).
 *
 * <p>{@code y[n,o,p,q] = sum over c,i,j of x[n, c, p s - pad + i d, q s - pad + j d] w[o,c,i,j]}.
 * Operands: x (N, C, H, W), w (O, C / groups, kh, kw). Yields y (N, O, P, Q), channels last.
 *
 * <pre>{@code
 * Value driven = emit.conv2d(x, weight, Geometry.square(3, 1, 1)); // (N, O, H, W)
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Conv2d(Geometry geometry) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 2);
    Value x = inputs.get(0);
    Value w = inputs.get(1);
    ConvShapes.check(this, inputs, geometry, x.shape(), w.shape());
    return List.of(
        Form.activation(geometry.outputShape(x.shape(), w.shape().size(0))).withType(x.type()));
  }
}
