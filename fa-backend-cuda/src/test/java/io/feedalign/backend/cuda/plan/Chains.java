package io.feedalign.backend.cuda.plan;

import io.feedalign.ir.Chain;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Programs whose pointwise instructions, which must be neighbours, are one chain. */
final class Chains {
  private Chains() {}

  static Program of(Program program) {
    List<Instruction> steps = new ArrayList<>();
    List<Instruction> body = new ArrayList<>();
    Set<Value> needed = new LinkedHashSet<>(program.reads());
    int place = 0;
    for (Instruction step : program.body()) {
      if (step.op().pointwise()) {
        place = steps.isEmpty() ? body.size() : place;
        steps.add(step);
      } else {
        needed.addAll(step.inputs());
        body.add(step);
      }
    }
    Set<Value> made = new LinkedHashSet<>();
    Set<Value> inputs = new LinkedHashSet<>();
    for (Instruction step : steps) {
      step.inputs().stream().filter(value -> !made.contains(value)).forEach(inputs::add);
      made.addAll(step.outputs());
    }
    List<Value> outputs = made.stream().filter(needed::contains).toList();
    body.add(place, new Instruction(new Chain(steps), List.copyOf(inputs), outputs));
    return program.withBody(body);
  }
}
