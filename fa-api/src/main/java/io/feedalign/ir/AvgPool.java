package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The mean of each window of x (N, C, H, W).
 *
 * <pre>{@code
 * AvgPool halve = new AvgPool(Geometry.square(2, 2, 0), false);
 * Value means = emit.write(halve, x).get(0); // (N, C, H / 2, W / 2)
 * }</pre>
 *
 * @param countPadding whether padding counts in the divisor
 */
@API(status = API.Status.STABLE, since = "0.1")
public record AvgPool(Geometry geometry, boolean countPadding) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 1);
    Operands.check(Operands.image(inputs.get(0)), this, inputs, "needs (N, C, H, W)");
    Value x = inputs.get(0);
    return List.of(x.form().withShape(geometry.outputShape(x.shape(), x.shape().size(1))));
  }
}
