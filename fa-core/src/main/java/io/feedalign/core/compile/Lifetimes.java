package io.feedalign.core.compile;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** From which to which instruction each scratch value of a program is alive. */
final class Lifetimes {
  /** First and last instruction, both included. */
  record Span(int from, int to) {
    boolean overlaps(Span other) {
      return from <= other.to && other.from <= to;
    }
  }

  private Lifetimes() {}

  /** Spans of all values that instructions make, in the order in which they are made. */
  static Map<Value, Span> of(Program program) {
    Map<Value, Integer> last = new HashMap<>();
    Set<Value> kept = new HashSet<>(program.reads());
    for (int i = 0; i < program.body().size(); i++) {
      for (Value input : program.body().get(i).inputs()) {
        last.put(input, i);
      }
    }
    Map<Value, Span> spans = new LinkedHashMap<>();
    for (int i = 0; i < program.body().size(); i++) {
      Instruction instruction = program.body().get(i);
      for (Value output : instruction.outputs()) {
        int end = kept.contains(output) ? program.body().size() : last.getOrDefault(output, i);
        spans.put(output, new Span(i, end));
      }
    }
    return spans;
  }
}
