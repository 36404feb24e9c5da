package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The adjoint of {@link BatchNorm}, through its statistics too.
 *
 * <p>Operands: x, gain (C), mean (C), variance (C), signal like x. Yields the signal at x, the
 * gradient of gain (C) and of shift (C). Outputs that nobody reads still have a place.
 *
 * <pre>{@code
 * BatchNormGrad adjoint = new BatchNormGrad(1e-5);
 * List<Value> back = emit.write(adjoint, x, gain, mean, variance, signal);
 * Value below = back.get(0);
 * Value gainGradient = back.get(1);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record BatchNormGrad(double epsilon) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 5);
    NormShapes.check(this, inputs);
    Operands.check(
        Operands.sameForm(inputs.get(0), inputs.get(4)), this, inputs, "needs a signal like x");
    Form statistic = inputs.get(1).form();
    return List.of(inputs.get(4).form(), statistic, statistic);
  }
}
