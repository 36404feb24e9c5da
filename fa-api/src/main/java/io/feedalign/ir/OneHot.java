package io.feedalign.ir;

import io.feedalign.tensor.Shape;
import java.util.List;
import org.apiguardian.api.API;

/**
 * 1 at the target's class and 0 elsewhere: (N, classes) from I32 (N). A target of -1 gives zeros.
 *
 * <pre>{@code
 * Value teacher = emit.oneHot(target, 10);      // (N, 10)
 * Value error = emit.subtract(output, teacher); // of a squared loss
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record OneHot(int classes) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 1);
    return List.of(Form.parameter(Shape.of(inputs.get(0).shape().size(0), classes)));
  }
}
