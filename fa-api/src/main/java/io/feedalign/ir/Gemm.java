package io.feedalign.ir;

import io.feedalign.tensor.Shape;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Matrix product {@code op(a) op(b)}, where op transposes if its flag says so. Two axes each.
 *
 * <pre>{@code
 * Value driven = emit.matmulTransposedB(x, weight); // Gemm(false, true): (N, in) by (out, in)
 * Value change = emit.matmulTransposedA(signal, x); // Gemm(true, false): (out, in)
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Gemm(boolean transposeA, boolean transposeB) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 2);
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    Operands.check(a.rank() == 2 && b.rank() == 2, this, inputs, "needs two matrices");
    int inner = a.size(transposeA ? 0 : 1);
    Operands.check(inner == b.size(transposeB ? 1 : 0), this, inputs, "needs equal inner sizes");
    Shape product = Shape.of(a.size(transposeA ? 1 : 0), b.size(transposeB ? 0 : 1));
    return List.of(Form.parameter(product));
  }
}
