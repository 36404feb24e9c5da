package io.feedalign.testkit;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts neighbouring pointwise instructions over one shape into chains, as a compiler would. */
final class Fusion {

  private final Program program;
  private final List<Instruction> body = new ArrayList<>();
  private final List<Instruction> run = new ArrayList<>();

  private Fusion(Program program) {
    this.program = program;
  }

  /** The same program with its runs of pointwise instructions as chains, single ones too. */
  static Program chains(Program program) {
    return new Fusion(program).fused();
  }

  private Program fused() {
    for (int i = 0; i < program.body().size(); i++) {
      Instruction next = program.body().get(i);
      if (!next.op().pointwise() || (!run.isEmpty() && !shape(next).equals(shape(run.get(0))))) {
        close(i);
      }
      (next.op().pointwise() ? run : body).add(next);
    }
    close(program.body().size());
    return program.withBody(body);
  }

  private static Shape shape(Instruction instruction) {
    return instruction.inputs().get(0).shape();
  }

  private void close(int end) {
    if (run.isEmpty()) {
      return;
    }
    Set<Value> made = new LinkedHashSet<>();
    Set<Value> inputs = new LinkedHashSet<>();
    for (Instruction step : run) {
      step.inputs().stream().filter(value -> !made.contains(value)).forEach(inputs::add);
      made.addAll(step.outputs());
    }
    Set<Value> needed = new LinkedHashSet<>(program.reads());
    program
        .body()
        .subList(end, program.body().size())
        .forEach(later -> needed.addAll(later.inputs()));
    List<Value> outputs = made.stream().filter(needed::contains).toList();
    body.add(new Instruction(new Chain(run), List.copyOf(inputs), outputs));
    run.clear();
  }

  /** The states that an instruction stores into. */
  static List<Value> assigned(Instruction instruction) {
    List<Value> states = new ArrayList<>();
    if (instruction.op() instanceof Assign) {
      states.add(instruction.inputs().get(0));
    }
    if (instruction.op() instanceof Chain) {
      ((Chain) instruction.op()).steps().forEach(step -> states.addAll(assigned(step)));
    }
    return states;
  }
}
