package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Batch normalisation with the batch's own statistics (Ioffe and Szegedy 2015).
 *
 * <p>{@code y = gain (x - mean) / sqrt(variance + epsilon) + shift} per channel (axis 1). Operands:
 * x (N, C) or (N, C, H, W), gain (C), shift (C). Yields y like x, f32 mean (C) and biased f32
 * variance (C).
 *
 * <pre>{@code
 * List<Value> normed = emit.write(new BatchNorm(1e-5), x, gain, shift);
 * Value activity = normed.get(0);
 * Value batchMean = normed.get(1); // with the variance, for running statistics
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record BatchNorm(double epsilon) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 3);
    NormShapes.check(this, inputs);
    Form statistic = inputs.get(1).form();
    return List.of(inputs.get(0).form(), statistic, statistic);
  }
}
