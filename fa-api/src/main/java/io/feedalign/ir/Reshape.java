package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The same elements, in logical row-major order, in another form of the same type and size.
 *
 * <pre>{@code
 * Shape rows = Shape.of(x.shape().size(0), (int) x.shape().elementsPerRow());
 * Value flat = emit.reshape(x, rows); // (N, C, H, W) to (N, C H W)
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Reshape(Form form) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 1);
    Value x = inputs.get(0);
    Operands.check(
        x.shape().elements() == form.shape().elements() && x.type() == form.type(),
        this,
        inputs,
        "cannot turn it into " + form);
    return List.of(form);
  }
}
