package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * One operation applied to values. Outputs are new values; an {@link Assign} has none.
 *
 * <pre>{@code
 * long products = program.body().stream().filter(it -> it.op() instanceof Gemm).count();
 * Instruction first = program.body().get(0);
 * boolean reads = first.inputs().contains(weight);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Instruction(Op op, List<Value> inputs, List<Value> outputs) {
  /** Copies the lists, so that an instruction never changes. */
  public Instruction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The first output. */
  public Value output() {
    return outputs.get(0);
  }

  @Override
  public String toString() {
    return outputs + " = " + op + " " + inputs;
  }
}
