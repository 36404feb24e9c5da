package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.source.PointwiseKernel;
import io.feedalign.backend.cuda.source.Prelude;
import io.feedalign.ir.Affine;
import io.feedalign.ir.Assign;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.AxisMul;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Clamp;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pointwise operations, one by one and in chains: a kernel each. */
final class PointwiseLowerings {
  private PointwiseLowerings() {}

  static Map<Class<? extends Op>, Lowering> rows() {
    Map<Class<? extends Op>, Lowering> rows = new HashMap<>();
    for (Class<? extends Op> op :
        List.of(
            Affine.class,
            Assign.class,
            AxisAdd.class,
            AxisMul.class,
            Binary.class,
            Cast.class,
            Clamp.class,
            Unary.class)) {
      rows.put(op, PointwiseLowerings::single);
    }
    rows.put(Chain.class, PointwiseLowerings::chain);
    return rows;
  }

  private static void single(Instruction instruction, StageWriter writer) {
    String label = instruction.op().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    write(PointwiseKernel.of(label, List.of(instruction), instruction.outputs()), Map.of(), writer);
  }

  private static void chain(Instruction instruction, StageWriter writer) {
    Chain chain = (Chain) instruction.op();
    PointwiseKernel whole = PointwiseKernel.of("chain", chain.steps(), instruction.outputs());
    if (whole.parameters().size() <= Prelude.PARAMETERS) {
      write(whole, Map.of(), writer);
      return;
    }
    ChainCuts cuts = ChainCuts.of(chain.steps(), instruction.outputs(), Prelude.PARAMETERS);
    Map<Value, Operand> kept = new HashMap<>();
    for (Value value : cuts.kept()) {
      kept.put(value, writer.workspace(value.shape().elements() * value.type().bytes()));
    }
    for (List<Instruction> part : cuts.parts()) {
      write(PointwiseKernel.of("chain", part, List.of()), kept, writer);
    }
  }

  private static void write(PointwiseKernel kernel, Map<Value, Operand> kept, StageWriter writer) {
    List<Operand> operands =
        kernel.parameters().stream()
            .map(value -> kept.getOrDefault(value, new Operand.Of(value)))
            .toList();
    writer.kernel(kernel.text(), LaunchShape.over(kernel.threads()), operands);
  }
}
