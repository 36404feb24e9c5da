package io.feedalign.backend.cuda.plan;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A chain with too many operands for one kernel, cut into parts that run one after the other. What
 * a part leaves for later ones is kept beside the plan; so is what it would store over something
 * that later parts still read, until they have. Results may lie where operands lay, so that any
 * result but an assigned state waits for the end.
 *
 * @param parts steps of each; what they yield they assign
 * @param kept values that are kept beside the plan
 */
record ChainCuts(List<List<Instruction>> parts, List<Value> kept) {
  static ChainCuts of(List<Instruction> steps, List<Value> outputs, int limit) {
    return new Cutter(steps, outputs, limit).cut();
  }

  /** Cuts one chain. */
  private static final class Cutter {
    private final List<Instruction> steps;
    private final int limit;
    private final List<List<Instruction>> parts = new ArrayList<>();
    private final Map<Value, Value> kept = new LinkedHashMap<>();
    private final List<Instruction> last = new ArrayList<>();

    Cutter(List<Instruction> steps, List<Value> outputs, int limit) {
      List<Instruction> all = new ArrayList<>(steps);
      // An output is stored as if it were a state.
      outputs.forEach(value -> all.add(assign(value, value)));
      this.steps = Neighbours.together(all);
      this.limit = limit;
    }

    ChainCuts cut() {
      int start = 0;
      while (start < steps.size()) {
        int end = start + 1;
        while (end < steps.size() && operands(start, end + 1) <= limit) {
          end++;
        }
        part(start, end);
        start = end;
      }
      for (int i = 0; i < last.size(); i += limit / 2) {
        parts.add(List.copyOf(last.subList(i, Math.min(last.size(), i + limit / 2))));
      }
      return new ChainCuts(List.copyOf(parts), List.copyOf(kept.values()));
    }

    /** How many pointers a part would have. */
    private int operands(int start, int end) {
      Set<Value> made = new HashSet<>();
      Set<Value> read = new HashSet<>();
      int stores = 0;
      for (Instruction step : steps.subList(start, end)) {
        List<Value> sources = sources(step);
        sources.stream().filter(value -> !made.contains(value)).forEach(read::add);
        stores += step.op() instanceof Assign ? 1 : 0;
        made.addAll(step.outputs());
      }
      made.retainAll(readFrom(end));
      return read.size() + stores + made.size();
    }

    private void part(int start, int end) {
      Set<Value> later = readFrom(end);
      List<Instruction> part = new ArrayList<>();
      Set<Value> made = new LinkedHashSet<>();
      for (Instruction step : steps.subList(start, end)) {
        part.add(step.op() instanceof Assign ? stored(step, made, later) : computed(step, made));
        made.addAll(step.outputs());
      }
      for (Value value : made) {
        if (later.contains(value)) {
          Value place = keep(value, DType.F32);
          part.add(assign(place, value));
        }
      }
      parts.add(part);
    }

    /** An assignment, put off where its target is still to be read or may lie over an operand. */
    private Instruction stored(Instruction step, Set<Value> made, Set<Value> later) {
      Value state = step.inputs().get(0);
      Value value = source(step.inputs().get(1), made);
      boolean output = state.equals(step.inputs().get(1));
      if (later.isEmpty() || !output && !later.contains(state)) {
        return assign(state, value);
      }
      Value place = new Value(-1 - kept.size(), state.name(), state.form());
      kept.put(place, place);
      last.add(assign(state, place));
      return assign(place, value);
    }

    private Instruction computed(Instruction step, Set<Value> made) {
      List<Value> inputs = step.inputs().stream().map(value -> source(value, made)).toList();
      return new Instruction(step.op(), inputs, step.outputs());
    }

    private Value source(Value value, Set<Value> made) {
      return made.contains(value) ? value : kept.getOrDefault(value, value);
    }

    private Value keep(Value value, DType type) {
      Form form = value.type() == DType.I32 ? value.form() : value.form().withType(type);
      return kept.computeIfAbsent(value, v -> new Value(-1 - kept.size(), v.name(), form));
    }

    private Set<Value> readFrom(int start) {
      Set<Value> read = new HashSet<>();
      steps.subList(start, steps.size()).forEach(step -> read.addAll(sources(step)));
      return read;
    }

    private static List<Value> sources(Instruction step) {
      return step.op() instanceof Assign ? step.inputs().subList(1, 2) : step.inputs();
    }

    private static Instruction assign(Value place, Value value) {
      return new Instruction(new Assign(), List.of(place, value), List.of());
    }
  }

  /** Steps in another order that means the same: what has to do with each other stands together. */
  private static final class Neighbours {
    private final Map<Value, Integer> groups = new HashMap<>();

    static List<Instruction> together(List<Instruction> steps) {
      return new Neighbours().sorted(steps);
    }

    private List<Instruction> sorted(List<Instruction> steps) {
      Map<Integer, List<Instruction>> grouped = new LinkedHashMap<>();
      for (Instruction step : steps) {
        int group = grouped.size();
        List<Instruction> joined = new ArrayList<>();
        for (Value value : step.inputs()) {
          Integer other = groups.get(value);
          List<Instruction> members = other == null ? null : grouped.remove(other);
          if (members != null) {
            joined.addAll(members);
          }
        }
        joined.add(step);
        while (grouped.containsKey(group)) {
          group++;
        }
        for (Instruction member : joined) {
          for (Value made : member.outputs()) {
            groups.put(made, group);
          }
        }
        grouped.put(group, joined);
      }
      List<Instruction> sorted = new ArrayList<>();
      grouped.values().forEach(sorted::addAll);
      return sorted;
    }
  }
}
