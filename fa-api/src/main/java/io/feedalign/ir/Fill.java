package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * One constant everywhere. No operands.
 *
 * <pre>{@code
 * Value ones = emit.fill(1, weight.form());
 * Value zero = emit.fill(0, Form.SCALAR);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Fill(double value, Form form) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 0);
    return List.of(form);
  }
}
