package io.feedalign.core.compile;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which instruction must come after which: a reader after the writer of its value, and (the hazard
 * edges) an assignment after every reader of the state's old content.
 */
final class Dependencies {
  private final List<Instruction> body;
  private final List<TreeSet<Integer>> before = new ArrayList<>();

  Dependencies(List<Instruction> body) {
    this.body = body;
    Map<Value, Integer> writers = new HashMap<>();
    Map<Value, List<Integer>> readers = new HashMap<>();
    for (int i = 0; i < body.size(); i++) {
      for (Value output : body.get(i).outputs()) {
        writers.put(output, i);
      }
      for (Value read : reads(body.get(i))) {
        readers.computeIfAbsent(read, value -> new ArrayList<>()).add(i);
      }
    }
    for (int i = 0; i < body.size(); i++) {
      before.add(predecessors(i, writers, readers));
    }
  }

  private TreeSet<Integer> predecessors(
      int index, Map<Value, Integer> writers, Map<Value, List<Integer>> readers) {
    TreeSet<Integer> first = new TreeSet<>();
    for (Value read : reads(body.get(index))) {
      if (writers.containsKey(read)) {
        first.add(writers.get(read));
      }
    }
    if (body.get(index).op() instanceof Assign) {
      first.addAll(readers.getOrDefault(body.get(index).inputs().get(0), List.of()));
    }
    first.remove(index);
    return first;
  }

  /** What an instruction reads: an assignment does not read its state. */
  static List<Value> reads(Instruction instruction) {
    List<Value> inputs = instruction.inputs();
    return instruction.op() instanceof Assign ? inputs.subList(1, 2) : inputs;
  }

  List<Instruction> body() {
    return body;
  }

  /** What must come before an instruction, by index, in ascending order. */
  TreeSet<Integer> before(int index) {
    return before.get(index);
  }
}
