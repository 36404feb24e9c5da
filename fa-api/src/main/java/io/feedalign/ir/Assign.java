package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Stores a value in a persistent state of the same form. Operands: the state, the value. No output;
 * every reader of the state in the same program sees the old content.
 *
 * <pre>{@code
 * Value velocity = tape.declare("velocity", gradient.form());
 * Value next = emit.add(emit.scale(velocity, 0.9), gradient);
 * emit.assign(velocity, next); // readers in this program still see the old velocity
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Assign() implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 2);
    Operands.check(
        inputs.get(0).form().equals(inputs.get(1).form()), this, inputs, "needs equal forms");
    return List.of();
  }

  @Override
  public boolean pointwise() {
    return true;
  }
}
