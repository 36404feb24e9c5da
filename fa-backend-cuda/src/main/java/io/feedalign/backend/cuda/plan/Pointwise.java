package io.feedalign.backend.cuda.plan;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What pointwise instructions touch, whether they are chains or stand alone. */
final class Pointwise {
  private Pointwise() {}

  /** Its steps: itself, if it is no chain. */
  static List<Instruction> steps(Instruction instruction) {
    return instruction.op() instanceof Chain
        ? ((Chain) instruction.op()).steps()
        : List.of(instruction);
  }

  /** Outputs, and states that are assigned. */
  static Set<Value> written(Instruction instruction) {
    Set<Value> written = new LinkedHashSet<>(instruction.outputs());
    for (Instruction step : steps(instruction)) {
      if (step.op() instanceof Assign) {
        written.add(step.inputs().get(0));
      }
    }
    return written;
  }

  /**
   * Whether all of it is floats, element by element of a value and of others that lie as it does.
   */
  static boolean floatsLike(Value value, Instruction instruction) {
    List<Instruction> steps = steps(instruction);
    Set<Value> all = new HashSet<>(instruction.inputs());
    steps.forEach(step -> all.addAll(step.outputs()));
    return steps.stream().allMatch(step -> step.inputs().get(0).shape().equals(value.shape()))
        && all.stream().allMatch(one -> one.type() == DType.F32 || one.type() == DType.BF16);
  }

  /** How many operands have as many elements as a value, itself aside. */
  static long operandsLike(Value value, Instruction instruction) {
    return instruction.inputs().stream()
        .filter(input -> !input.equals(value) && input.shape().equals(value.shape()))
        .distinct()
        .count();
  }

  /** How many parameters of a kernel it needs at most. */
  static int parameters(Instruction instruction) {
    Set<Value> all = new HashSet<>(instruction.inputs());
    all.addAll(instruction.outputs());
    return all.size();
  }
}
