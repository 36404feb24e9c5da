package io.feedalign.ir;

import io.feedalign.tensor.DType;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The same numbers in another element type; f32 to bf16 rounds to nearest, ties to even.
 *
 * <pre>{@code
 * Value half = emit.cast(x, DType.BF16);    // rounds
 * Value again = emit.cast(half, DType.F32); // exact
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Cast(DType type) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 1);
    Operands.check(type != DType.U8, this, inputs, "cannot make opaque bytes");
    return List.of(inputs.get(0).form().withType(type));
  }
}
