package io.feedalign.testkit;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which values of a program have a place in memory, and for how long. */
final class ProgramValues {

  /** The birth of feeds and states. */
  static final int BEFORE_ALL = -1;

  private ProgramValues() {}

  /** Feeds and states. */
  static Set<Value> persistent(Program program) {
    Set<Value> values = new LinkedHashSet<>(program.feeds());
    values.addAll(program.states());
    return values;
  }

  /**
   * Feeds, states and every output of an instruction; what only a chain's steps see has no place.
   */
  static Set<Value> placed(Program program) {
    Set<Value> values = persistent(program);
    program.body().forEach(instruction -> values.addAll(instruction.inputs()));
    program.body().forEach(instruction -> values.addAll(instruction.outputs()));
    values.addAll(program.reads());
    return values;
  }

  /** The index of the instruction that makes each value. */
  static Map<Value, Integer> births(Program program) {
    Map<Value, Integer> births = new HashMap<>();
    persistent(program).forEach(value -> births.put(value, BEFORE_ALL));
    for (int i = 0; i < program.body().size(); i++) {
      for (Value value : program.body().get(i).outputs()) {
        births.put(value, i);
      }
    }
    return births;
  }

  /** The index of the last instruction that touches each value; the program's end if it is read. */
  static Map<Value, Integer> lastUses(Program program) {
    Map<Value, Integer> last = new HashMap<>();
    for (int i = 0; i < program.body().size(); i++) {
      Instruction instruction = program.body().get(i);
      for (Value value : instruction.inputs()) {
        last.put(value, i);
      }
      for (Value value : instruction.outputs()) {
        last.put(value, i);
      }
    }
    int end = program.body().size();
    program.reads().forEach(value -> last.put(value, end));
    persistent(program).forEach(value -> last.put(value, end));
    return last;
  }
}
