package io.feedalign.bench.floor;

import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Form;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Value;
import java.util.List;

/** A convolution or matrix product on operands of these forms, wherever in a network it stands. */
record ProductCase(Op op, List<Form> inputs, Form output) {
  /** Whether an instruction is one. */
  static boolean is(Op op) {
    return op instanceof Conv2d
        || op instanceof Conv2dInputGrad
        || op instanceof Conv2dWeightGrad
        || op instanceof Gemm;
  }

  static ProductCase of(Instruction step) {
    return new ProductCase(
        step.op(), step.inputs().stream().map(Value::form).toList(), step.output().form());
  }

  /** Two for each multiplication. */
  long flops() {
    if (op instanceof Gemm gemm) {
      int inner = inputs.get(0).shape().size(gemm.transposeA() ? 0 : 1);
      return 2 * output.shape().elements() * inner;
    }
    Form weight = op instanceof Conv2dWeightGrad ? output : inputs.get(1);
    return 2 * pixels() * weight.shape().elements();
  }

  /** Places of the window: batch, height and width of what the forward convolution yields. */
  private long pixels() {
    Form result =
        op instanceof Conv2d ? output : inputs.get(op instanceof Conv2dWeightGrad ? 1 : 0);
    return result.shape().elements() / result.shape().size(1);
  }
}
