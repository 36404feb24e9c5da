package io.feedalign.testkit;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Affine;
import io.feedalign.ir.Assign;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Steps of an update rule on a few tensors whose gradients are given numbers. Schedules are fed in
 * double precision, and the program is written once, whatever they say.
 */
final class UpdateWalk implements AutoCloseable {

  private final Map<Schedule, Value> schedules = new LinkedHashMap<>();
  private final List<UpdatedTensor> tensors = new ArrayList<>();
  private final List<Value> gradients = new ArrayList<>();
  private final Sketch sketch = new Sketch();
  private final Rig rig;

  /** A walk from the given numbers, one array for each parameter. */
  UpdateWalk(Backend backend, UpdateRule rule, List<Parameter> parameters, double[][] start) {
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      UpdatedTensor.Start from = new UpdatedTensor.Start(parameter, start[i]);
      UpdatedTensor tensor = new UpdatedTensor(backend, sketch, schedules, from);
      Value gradient = sketch.feed(Form.parameter(parameter.shape()), new double[start[i].length]);
      Value change = rule.apply(sketch.emit().in(parameter.name()), tensor, gradient);
      sketch.emit().assign(tensor.weight(), sketch.emit().subtract(tensor.weight(), change));
      tensors.add(tensor);
      gradients.add(gradient);
    }
    Program program = sketch.program();
    rig = new Rig(backend, program.withBody(assignsLast(program)), Placement.separate());
    rig.write(sketch.numbers());
  }

  /** Every reader of a state before its assignment, as the compiler's order has it. */
  private static List<Instruction> assignsLast(Program program) {
    List<Instruction> body = new ArrayList<>();
    List<Instruction> assigns = new ArrayList<>();
    for (Instruction instruction : program.body()) {
      if (instruction.op() instanceof Assign) {
        Value source = instruction.inputs().get(1);
        // Another state may be assigned to before this one is read.
        Value copy = new Value(UpdatedTensor.OTHER_IDS + body.size(), "copy", source.form());
        body.add(new Instruction(new Affine(1, 0), List.of(source), List.of(copy)));
        Value state = instruction.inputs().get(0);
        assigns.add(new Instruction(instruction.op(), List.of(state, copy), List.of()));
      } else {
        body.add(instruction);
      }
    }
    body.addAll(assigns);
    return body;
  }

  void step(Schedule.Progress at, double[][] given) {
    schedules.forEach((schedule, value) -> rig.write(value, schedule.at(at)));
    for (int i = 0; i < given.length; i++) {
      rig.write(gradients.get(i), given[i]);
    }
    rig.run();
  }

  double[] weight(int tensor) {
    return rig.read(tensors.get(tensor).weight());
  }

  /** How many scalars follow a schedule. */
  int schedules() {
    return schedules.size();
  }

  /** Takes over weights and states, and nothing else, from a walk of the same rule. */
  void resume(UpdateWalk other) {
    for (int i = 0; i < tensors.size(); i++) {
      Map<String, Value> theirs = other.tensors.get(i).held();
      tensors
          .get(i)
          .held()
          .forEach(
              (name, value) -> {
                Value source = Checks.known(theirs.get(name), "There is no state " + name);
                rig.write(value, other.rig.read(source));
              });
    }
  }

  /** What the rule assigns to that is neither the weight nor a state it asked for. */
  Set<String> strangersWritten() {
    Set<Value> own = new HashSet<>();
    tensors.forEach(tensor -> own.addAll(tensor.held().values()));
    Set<String> strangers = new HashSet<>();
    for (Instruction instruction : sketch.program().body()) {
      Value assigned = instruction.inputs().get(0);
      if (instruction.op() instanceof Assign && !own.contains(assigned)) {
        strangers.add(assigned.name());
      }
    }
    return strangers;
  }

  @Override
  public void close() {
    rig.close();
  }
}
