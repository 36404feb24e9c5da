package io.feedalign.ir;

import io.feedalign.tensor.Shape;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Some neighbouring columns of a matrix: {@code y[i, j] = x[i, from + j]}.
 *
 * <pre>{@code
 * Value half = emit.columns(x, 0, x.shape().size(1) / 2); // of a matrix (N, K): (N, K / 2)
 * }</pre>
 *
 * @param from the first column that is taken
 * @param to the first column that is not taken any more; more than {@code from}
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Columns(int from, int to) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 1);
    Value x = inputs.get(0);
    Operands.check(
        x.shape().rank() == 2 && Operands.floating(x), this, inputs, "needs a matrix of floats");
    Operands.check(
        0 <= from && from < to && to <= x.shape().size(1),
        this,
        inputs,
        "needs 0 <= " + from + " < " + to + " <= its number of columns");
    return List.of(x.form().withShape(Shape.of(x.shape().size(0), to - from)));
  }
}
