package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * {@code scale x + shift} with constants.
 *
 * <pre>{@code
 * Value complement = emit.affine(x, -1, 1); // 1 - x
 * Value smaller = emit.scale(x, 0.1);       // without a shift
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Affine(double scale, double shift) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 1);
    Operands.check(Operands.floating(inputs.get(0)), this, inputs, "needs floating-point numbers");
    return List.of(inputs.get(0).form());
  }

  @Override
  public boolean pointwise() {
    return true;
  }
}
