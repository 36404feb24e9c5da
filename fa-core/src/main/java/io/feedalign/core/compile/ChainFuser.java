package io.feedalign.core.compile;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins neighbouring pointwise instructions of one form into {@link Chain}s, so that what only they
 * need stays in cache.
 */
final class ChainFuser {
  private final Map<Value, Integer> readers = new HashMap<>();
  private final Set<Value> reads;
  private final List<Instruction> fused = new ArrayList<>();
  private final List<Instruction> group = new ArrayList<>();

  private ChainFuser(List<Instruction> body, Collection<Value> reads) {
    this.reads = new HashSet<>(reads);
    for (Instruction instruction : body) {
      instruction.inputs().forEach(value -> readers.merge(value, 1, Integer::sum));
    }
  }

  /** The same computation with neighbours fused. */
  static List<Instruction> fuse(List<Instruction> body, Collection<Value> reads) {
    ChainFuser fuser = new ChainFuser(body, reads);
    body.forEach(fuser::take);
    fuser.flush();
    return List.copyOf(fuser.fused);
  }

  private void take(Instruction instruction) {
    if (!instruction.op().pointwise()) {
      flush();
      fused.add(instruction);
      return;
    }
    if (!group.isEmpty() && !form(group.get(0)).equals(form(instruction))) {
      flush();
    }
    group.add(instruction);
  }

  private static Form form(Instruction instruction) {
    return instruction.inputs().get(0).form();
  }

  private void flush() {
    if (group.size() > 1) {
      fused.add(chain());
    } else {
      fused.addAll(group);
    }
    group.clear();
  }

  private Instruction chain() {
    Set<Value> made = new LinkedHashSet<>();
    Set<Value> outer = new LinkedHashSet<>();
    Map<Value, Integer> readersInside = new HashMap<>();
    for (Instruction step : group) {
      for (Value input : step.inputs()) {
        readersInside.merge(input, 1, Integer::sum);
        if (!made.contains(input)) {
          outer.add(input);
        }
      }
      made.addAll(step.outputs());
    }
    List<Value> outputs =
        made.stream()
            .filter(
                value ->
                    reads.contains(value)
                        || readers.getOrDefault(value, 0) > readersInside.getOrDefault(value, 0))
            .toList();
    return new Instruction(new Chain(List.copyOf(group)), List.copyOf(outer), outputs);
  }

  /** Whether an instruction assigns this state, alone or in a chain. */
  static boolean assigns(Instruction instruction, Value state) {
    if (instruction.op() instanceof Chain) {
      return ((Chain) instruction.op()).steps().stream().anyMatch(step -> assigns(step, state));
    }
    return instruction.op() instanceof Assign && instruction.inputs().get(0).equals(state);
  }
}
