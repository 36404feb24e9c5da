package io.feedalign.ir;

import java.util.List;

/** The check that the three batch-norm operations share: one number per channel. */
final class NormShapes {
  private NormShapes() {}

  static void check(Op op, List<Value> inputs) {
    Value x = inputs.get(0);
    int rank = x.shape().rank();
    Operands.check(rank == 2 || rank == 4, op, inputs, "needs (N, C) or (N, C, H, W)");
    for (Value statistic : inputs.subList(1, inputs.size())) {
      Operands.check(
          Operands.vector(statistic, x.shape().size(1)) || Operands.sameForm(statistic, x),
          op,
          inputs,
          "needs vectors as long as the " + x.shape().size(1) + " channels");
    }
  }
}
