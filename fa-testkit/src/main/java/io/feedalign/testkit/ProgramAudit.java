package io.feedalign.testkit;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a program keeps its own rules: values are made before they are used, forms are what the
 * operations yield, a state is assigned once and after all its readers.
 */
public final class ProgramAudit {

  private final List<String> faults = new ArrayList<>();
  private final Set<Value> known;
  private final Set<Value> states;
  private final Set<Value> assigned = new HashSet<>();

  private ProgramAudit(Program program) {
    known = new HashSet<>(ProgramValues.persistent(program));
    states = Set.copyOf(program.states());
  }

  /** What is wrong with a program, one sentence each; empty if nothing is. */
  public static List<String> faults(Program program) {
    ProgramAudit audit = new ProgramAudit(program);
    program.body().forEach(audit::instruction);
    for (Value value : program.reads()) {
      audit.check(audit.known.contains(value), "reads " + value + ", which nothing makes");
    }
    return audit.faults.stream()
        .map(fault -> "Program '" + program.name() + "' " + fault + ".")
        .toList();
  }

  /** Feeds and states that no instruction touches and nobody reads. */
  public static Set<Value> unused(Program program) {
    Set<Value> unused = new LinkedHashSet<>(ProgramValues.persistent(program));
    program.body().forEach(instruction -> instruction.inputs().forEach(unused::remove));
    program.reads().forEach(unused::remove);
    return unused;
  }

  /** Instructions none of whose outputs anybody uses. */
  public static List<Instruction> idle(Program program) {
    Set<Value> used = new HashSet<>(program.reads());
    program.body().forEach(instruction -> used.addAll(instruction.inputs()));
    return program.body().stream()
        .filter(instruction -> Fusion.assigned(instruction).isEmpty())
        .filter(instruction -> instruction.outputs().stream().noneMatch(used::contains))
        .toList();
  }

  private void instruction(Instruction instruction) {
    for (Value value : instruction.inputs()) {
      check(known.contains(value), "uses " + value + " before it is made: " + instruction);
      check(!assigned.contains(value), "uses " + value + " after it was assigned: " + instruction);
    }
    if (instruction.op() instanceof Chain) {
      chain(instruction, ((Chain) instruction.op()).steps());
    } else {
      forms(instruction);
    }
    for (Value value : instruction.outputs()) {
      check(known.add(value), "makes " + value + " twice");
    }
    for (Value state : Fusion.assigned(instruction)) {
      check(states.contains(state), "assigns " + state + ", which is no state of it");
      check(assigned.add(state), "assigns " + state + " twice");
    }
  }

  private void forms(Instruction instruction) {
    List<Form> yielded = instruction.op().outputs(instruction.inputs());
    List<Form> declared = instruction.outputs().stream().map(Value::form).toList();
    check(yielded.equals(declared), "declares other forms than " + yielded + ": " + instruction);
  }

  private void chain(Instruction chain, List<Instruction> steps) {
    Set<Value> made = new HashSet<>();
    Set<Value> outside = new HashSet<>();
    for (Instruction step : steps) {
      check(step.op().pointwise(), "chains " + step + ", which is not pointwise");
      forms(step);
      step.inputs().stream().filter(value -> !made.contains(value)).forEach(outside::add);
      made.addAll(step.outputs());
    }
    check(
        outside.equals(Set.copyOf(chain.inputs())),
        "has a chain whose operands are not what its steps read: " + chain);
    check(
        made.containsAll(chain.outputs()), "has a chain that yields what no step makes: " + chain);
    check(
        steps.stream().anyMatch(step -> step.op() instanceof Assign) || !chain.outputs().isEmpty(),
        "has a chain that does nothing: " + chain);
  }

  private void check(boolean fine, String fault) {
    if (!fine) {
      faults.add(fault);
    }
  }
}
