package io.feedalign.bench.profile;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A program cut into what was executed as one. */
final class Units {
  private final Program program;
  private final List<Phase> phases;
  private final Set<String> states;

  private Units(Program program) {
    this.program = program;
    this.phases = Phases.of(program);
    this.states = program.states().stream().map(Value::name).collect(Collectors.toSet());
  }

  /**
   * The units of a program.
   *
   * @param bounds 0, then the number of instructions done after each unit
   */
  static List<Unit> of(Program program, List<Integer> bounds) {
    Units units = new Units(program);
    List<Unit> all = new ArrayList<>();
    for (int i = 0; i + 1 < bounds.size(); i++) {
      all.add(units.unit(bounds.get(i), bounds.get(i + 1)));
    }
    return all;
  }

  private Unit unit(int from, int to) {
    List<Instruction> steps = program.body().subList(from, to);
    double operations = steps.stream().mapToDouble(Work::operations).sum();
    double bytes = Unit.bytes(steps, readFrom(to));
    return new Unit(steps, layer(steps.get(0)), phases.get(from), operations, bytes);
  }

  private Set<Value> readFrom(int index) {
    Set<Value> read = new HashSet<>(program.reads());
    for (Instruction step : program.body().subList(index, program.body().size())) {
      read.addAll(step.inputs());
    }
    return read;
  }

  /** Whose name a value carries: all before the slash, or the owner of the state that is stored. */
  private String layer(Instruction step) {
    String name = stored(step);
    if (name.isEmpty()) {
      name = step.outputs().isEmpty() ? "" : step.output().name();
    }
    int slash = name.indexOf('/');
    String path = slash < 0 ? name : name.substring(0, slash);
    while (states.contains(path) && path.contains(".")) {
      path = path.substring(0, path.lastIndexOf('.'));
    }
    return path;
  }

  private static String stored(Instruction step) {
    if (step.op() instanceof Chain chain) {
      return chain.steps().stream()
          .map(Units::stored)
          .filter(name -> !name.isEmpty())
          .findFirst()
          .orElse("");
    }
    return step.op() instanceof Assign ? step.inputs().get(0).name() : "";
  }
}
