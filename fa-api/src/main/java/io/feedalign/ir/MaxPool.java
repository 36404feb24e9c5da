package io.feedalign.ir;

import io.feedalign.tensor.DType;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The largest element of each window; among equals the first in row-major order wins.
 *
 * <p>Operand: x (N, C, H, W). Yields y (N, C, P, Q) and, of the same shape, which element won:
 * bytes in the backend's own encoding, meant for {@link MaxPoolGrad} only.
 *
 * <pre>{@code
 * List<Value> pooled = emit.write(new MaxPool(Geometry.square(2, 2, 0)), x);
 * Value largest = pooled.get(0);
 * Value choice = pooled.get(1); // kept for MaxPoolGrad
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record MaxPool(Geometry geometry) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 1);
    Operands.check(Operands.image(inputs.get(0)), this, inputs, "needs (N, C, H, W)");
    Value x = inputs.get(0);
    Form y = x.form().withShape(geometry.outputShape(x.shape(), x.shape().size(1)));
    return List.of(y, y.withType(DType.U8));
  }
}
