package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * 1 at the smallest elements of each column of a matrix, 0 elsewhere. Of equal elements the one in
 * the upper row counts as smaller, so that each column has the same number of ones. Of random
 * numbers, this is a random choice without repetition.
 *
 * <pre>{@code
 * Value random = emit.uniform(0, 1, weight.form(), draw);
 * Value mask = emit.leastInColumn(random, 3); // three connections for each input unit
 * Value sparse = emit.multiply(weight, mask);
 * }</pre>
 *
 * @param count how many ones each column gets; at least 1
 */
@API(status = API.Status.STABLE, since = "0.1")
public record LeastInColumn(int count) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 1);
    Value x = inputs.get(0);
    Operands.check(
        x.shape().rank() == 2 && Operands.floating(x), this, inputs, "needs a matrix of floats");
    Operands.check(
        count >= 1 && count <= x.shape().size(0), this, inputs, "needs 1 <= count <= rows");
    return List.of(x.form());
  }
}
