package io.feedalign.bench.floor;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Fill;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The bytes that a program cannot avoid to move.
 *
 * <p>Convolutions and products move their own. Any other instruction reads its operands and writes
 * its results, once each; but a pointwise one, or a sum, can be merged with whatever made its
 * largest operand, and then reads the others, and writes its first result where that operand would
 * have been written anyway. States that it assigns are written in any case.
 */
final class Traffic {
  private final Set<Value> made = new HashSet<>();
  private final Set<Value> constants = new HashSet<>();

  Traffic(Program program) {
    for (Instruction step : program.body()) {
      made.addAll(step.outputs());
      if (step.op() instanceof Fill || (!step.inputs().isEmpty() && ofConstants(step))) {
        constants.addAll(step.outputs());
      }
    }
  }

  private boolean ofConstants(Instruction step) {
    return constants.containsAll(step.inputs());
  }

  /** Whether a product only selects: its second operand is the same for ever. */
  boolean constant(Instruction product) {
    return constants.contains(product.inputs().get(1));
  }

  /** Bytes of an instruction by itself: every operand and every result. */
  static long alone(Instruction step) {
    return bytes(step.inputs()) + bytes(step.outputs()) + assigned(step);
  }

  /** Bytes of an instruction that was merged with what it follows, where that can be done. */
  long merged(Instruction step) {
    boolean constant = !step.outputs().isEmpty() && constants.containsAll(step.outputs());
    if (constant || step.op() instanceof Reshape) {
      return 0;
    }
    boolean merges = step.op().pointwise() || step.op() instanceof Sum;
    return alone(step) - (merges ? saved(step) : 0);
  }

  private long saved(Instruction step) {
    long operand =
        step.inputs().stream().filter(made::contains).mapToLong(Traffic::bytes).max().orElse(0);
    long result = step.outputs().isEmpty() ? 0 : bytes(step.outputs().get(0));
    return operand + Math.min(operand, result);
  }

  /** Bytes of states that a chain stores; those that it stores by itself are its operands. */
  private static long assigned(Instruction step) {
    return step.op() instanceof Chain chain
        ? chain.steps().stream()
            .filter(each -> each.op() instanceof Assign)
            .mapToLong(each -> bytes(each.inputs().get(0)))
            .sum()
        : 0;
  }

  private static long bytes(List<Value> values) {
    return values.stream().distinct().mapToLong(Traffic::bytes).sum();
  }

  private static long bytes(Value value) {
    return value.shape().elements() * value.type().bytes();
  }
}
