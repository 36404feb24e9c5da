package io.feedalign.bench.profile;

import io.feedalign.ir.Assign;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The phase of each instruction of a learning step, read off the flow of its values. */
final class Phases {
  private final Set<Value> towardsLoss;
  private final Set<Value> gradients = new HashSet<>();
  private final List<Phase> phases = new ArrayList<>();

  private Phases(Program program) {
    towardsLoss = new HashSet<>(program.reads());
    for (int i = program.body().size() - 1; i >= 0; i--) {
      Instruction step = program.body().get(i);
      if (step.outputs().stream().anyMatch(towardsLoss::contains)) {
        towardsLoss.addAll(step.inputs());
      }
    }
    program.body().forEach(step -> phases.add(next(step)));
  }

  /** The phases of a program's instructions, in their order. */
  static List<Phase> of(Program program) {
    return new Phases(program).phases;
  }

  private Phase next(Instruction step) {
    if (step.outputs().stream().anyMatch(towardsLoss::contains)) {
      return Phase.FORWARD;
    }
    if (assigns(step.op()) || step.inputs().stream().anyMatch(gradients::contains)) {
      gradients.addAll(step.outputs());
      return Phase.UPDATE;
    }
    if (correlates(step.op())) {
      gradients.addAll(step.outputs());
      return Phase.WEIGHT_GRADIENT;
    }
    if (step.op() instanceof BatchNormGrad) {
      gradients.addAll(step.outputs().subList(1, step.outputs().size()));
    }
    return Phase.BACKWARD;
  }

  private static boolean assigns(Op op) {
    return op instanceof Assign
        || op instanceof Chain chain
            && chain.steps().stream().anyMatch(step -> step.op() instanceof Assign);
  }

  private static boolean correlates(Op op) {
    return op instanceof Conv2dWeightGrad
        || op instanceof Gemm product && product.transposeA()
        || op.equals(new Sum(1));
  }
}
