package io.feedalign.core.compile;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Fill;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Removes additions of zero and everything that no read and no state needs. */
final class Simplifier {
  private Simplifier() {}

  /** The needed instructions in their order; {@code reads} keep their values. */
  static List<Instruction> simplify(List<Instruction> body, Collection<Value> reads) {
    return withoutUnused(withoutZeros(body, new HashSet<>(reads)), reads);
  }

  private static List<Instruction> withoutZeros(List<Instruction> body, Set<Value> reads) {
    Set<Value> zeros = new HashSet<>();
    Map<Value, Value> same = new HashMap<>();
    List<Instruction> kept = new ArrayList<>();
    for (Instruction instruction : body) {
      List<Value> inputs =
          instruction.inputs().stream().map(value -> same.getOrDefault(value, value)).toList();
      if (instruction.op() instanceof Fill && ((Fill) instruction.op()).value() == 0) {
        zeros.add(instruction.output());
      }
      Value sum = addend(instruction, inputs, zeros);
      if (sum != null && !reads.contains(instruction.output())) {
        same.put(instruction.output(), sum);
      } else {
        kept.add(new Instruction(instruction.op(), inputs, instruction.outputs()));
      }
    }
    return kept;
  }

  /** The other operand, if this adds zero of the same shape. */
  private static @Nullable Value addend(
      Instruction instruction, List<Value> inputs, Set<Value> zeros) {
    boolean adds = instruction.op().equals(new Binary(Binary.Function.ADD));
    if (!adds) {
      return null;
    }
    if (zeros.contains(inputs.get(1))) {
      return inputs.get(0);
    }
    boolean sameForm = inputs.get(1).form().equals(inputs.get(0).form());
    return zeros.contains(inputs.get(0)) && sameForm ? inputs.get(1) : null;
  }

  private static List<Instruction> withoutUnused(List<Instruction> body, Collection<Value> reads) {
    Deque<Instruction> backwards = new ArrayDeque<>(body);
    Set<Value> needed = new HashSet<>(reads);
    List<Instruction> kept = new ArrayList<>();
    while (!backwards.isEmpty()) {
      Instruction last = backwards.removeLast();
      if (last.op() instanceof Assign || !Collections.disjoint(last.outputs(), needed)) {
        needed.addAll(last.inputs());
        kept.add(last);
      }
    }
    Collections.reverse(kept);
    return kept;
  }
}
