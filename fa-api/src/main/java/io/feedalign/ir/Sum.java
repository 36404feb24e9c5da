package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Sum over all axes but one, or over everything. Yields f32.
 *
 * <pre>{@code
 * Value change = emit.sumToChannels(signal); // Sum(1): the gradient of a bias
 * Value total = emit.sum(signal);            // Sum(Sum.ALL): a scalar
 * }</pre>
 *
 * @param axis the axis that stays: 0, 1, or {@link #ALL} to sum everything into a scalar
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Sum(int axis) implements Op {
  /** No axis stays. */
  public static final int ALL = -1;

  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 1);
    return Reduction.along(this, inputs, axis);
  }
}
