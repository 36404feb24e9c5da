package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Batch normalisation with given statistics.
 *
 * <p>Operands: x (N, C) or (N, C, H, W), gain (C), shift (C), mean (C), variance (C). Yields y like
 * x.
 *
 * <pre>{@code
 * BatchNormInference frozen = new BatchNormInference(1e-5);
 * Value activity = emit.write(frozen, x, gain, shift, mean, variance).get(0);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record BatchNormInference(double epsilon) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 5);
    NormShapes.check(this, inputs);
    return List.of(inputs.get(0).form());
  }
}
