package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A function of each element.
 *
 * <pre>{@code
 * Value activity = emit.apply(Unary.Function.RELU, x);
 * Value slope = emit.apply(Unary.Function.POSITIVE, activity); // 1 where it passed
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Unary(Function function) implements Op {
  /** The functions there are. */
  public enum Function {
    /** {@code |x|}. */
    ABS,
    /** -1, 0 or 1; the sign of zero is 0. */
    SIGN,
    /** {@code x x}. */
    SQUARE,
    /** {@code sqrt(x)}. */
    SQRT,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code tanh(x)}. */
    TANH,
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID,
    /** 1 if {@code x > 0}, else 0. */
    POSITIVE
  }

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
