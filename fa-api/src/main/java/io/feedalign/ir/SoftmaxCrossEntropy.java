package io.feedalign.ir;

import io.feedalign.tensor.DType;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Mean cross-entropy of a softmax, and its gradient at the logits, in one pass.
 *
 * <p>Operands: logits (N, K), target I32 (N). A row whose target is -1 is ignored; V is the number
 * of the others. Yields the f32 scalar {@code loss = -1/V sum log softmax(z)[target]} and {@code
 * error = (softmax(z) - onehot) / V} (N, K), zero in ignored rows. With V = 0 both are zero.
 *
 * <pre>{@code
 * List<Value> met = emit.write(new SoftmaxCrossEntropy(), logits, target);
 * Value loss = met.get(0);
 * Value error = met.get(1); // the first teaching signal
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record SoftmaxCrossEntropy() implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Targets.check(this, inputs);
    return List.of(Form.SCALAR, inputs.get(0).form().withType(DType.F32));
  }
}
