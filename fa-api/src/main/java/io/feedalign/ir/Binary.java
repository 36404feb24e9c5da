package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A function of two elements of the same place; the second operand may also be one scalar for all.
 *
 * <pre>{@code
 * Value below = emit.apply(Binary.Function.RELU_GATE, signal, output); // through a ReLU
 * Value unit = emit.divide(weight, emit.norm(weight));                 // one scalar for all
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Binary(Function function) implements Op {
  /** The functions there are, of a and b. */
  public enum Function {
    /** {@code a + b}. */
    ADD,
    /** {@code a - b}. */
    SUBTRACT,
    /** {@code a b}. */
    MULTIPLY,
    /** {@code a / b}. */
    DIVIDE,
    /** The larger. */
    MAXIMUM,
    /** The smaller. */
    MINIMUM,
    /** {@code a} where {@code b > 0}, else 0: a signal through a ReLU whose output was b. */
    RELU_GATE,
    /** {@code a (1 - b b)}: a signal through a tanh whose output was b. */
    TANH_GATE,
    /** {@code a b (1 - b)}: a signal through a sigmoid whose output was b. */
    SIGMOID_GATE
  }

  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 2);
    Value a = inputs.get(0);
    Value b = inputs.get(1);
    Operands.check(
        Operands.floating(a) && Operands.floating(b), this, inputs, "needs floating-point numbers");
    Operands.check(
        Operands.scalar(b) || Operands.sameForm(a, b),
        this,
        inputs,
        "needs equal forms, or a scalar second");
    return List.of(a.form());
  }

  @Override
  public boolean pointwise() {
    return true;
  }
}
