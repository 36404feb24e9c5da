package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Inner product over all axes but one, or over everything: {@code sum of a b}. Yields f32.
 *
 * <pre>{@code
 * Value all = emit.dot(weight, feedback);        // a scalar, as for the cosine of an angle
 * Value rows = emit.dotAlong(weight, weight, 0); // squared length of each unit's weights
 * }</pre>
 *
 * @param axis the axis that stays: 0, 1, or {@link Sum#ALL} for a scalar
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Dot(int axis) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 2);
    Operands.check(
        Operands.sameForm(inputs.get(0), inputs.get(1)), this, inputs, "needs two equal forms");
    return Reduction.along(this, inputs, axis);
  }
}
