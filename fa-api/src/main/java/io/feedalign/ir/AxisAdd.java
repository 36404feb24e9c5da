package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Adds a vector along one axis: {@code y[.., i, ..] = x[.., i, ..] + v[i]}.
 *
 * <pre>{@code
 * Value shifted = emit.addChannels(x, bias); // AxisAdd(1): one number for each unit or channel
 * }</pre>
 *
 * @param axis the axis of x along which the vector lies: 0 or 1
 */
@API(status = API.Status.STABLE, since = "0.1")
public record AxisAdd(int axis) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 2);
    Value x = inputs.get(0);
    Operands.check(
        axis >= 0 && axis <= 1 && x.shape().rank() > axis, this, inputs, "needs axis 0 or 1 of x");
    Operands.check(
        Operands.vector(inputs.get(1), x.shape().size(axis)),
        this,
        inputs,
        "needs a vector as long as axis " + axis);
    return List.of(x.form());
  }

  @Override
  public boolean pointwise() {
    return true;
  }
}
