package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * {@code min(max(x, low), high)} with constants.
 *
 * <pre>{@code
 * Value clipped = emit.clamp(gradient, -1, 1);
 * Value finite = emit.clamp(weight, -Float.MAX_VALUE, Float.MAX_VALUE); // no infinities
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Clamp(double low, double high) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 1);
    Operands.check(low <= high, this, inputs, "needs low <= high");
    return List.of(inputs.get(0).form());
  }

  @Override
  public boolean pointwise() {
    return true;
  }
}
