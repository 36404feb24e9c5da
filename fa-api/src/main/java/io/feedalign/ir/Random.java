package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Random numbers by name: element i (logical row-major) is a pure function of key, step and i,
 * given by {@link Philox}. Operand: the I32 scalar step.
 *
 * <pre>{@code
 * Random standard = new Random(Random.Distribution.NORMAL, Philox.key(seed, "noise"), x.form());
 * Value noise = emit.write(standard, step).get(0); // mean 0, variance 1
 * }</pre>
 *
 * @param key from {@link Philox#key}
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Random(Distribution distribution, long key, Form form) implements Op {
  /** The distributions there are. */
  public enum Distribution {
    /** Evenly in [0, 1). */
    UNIFORM,
    /** Gaussian with mean 0 and variance 1. */
    NORMAL
  }

  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 1);
    Operands.check(Operands.scalar(inputs.get(0)), this, inputs, "needs the scalar step");
    return List.of(form);
  }
}
