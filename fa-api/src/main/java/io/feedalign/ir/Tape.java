package io.feedalign.ir;

import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apiguardian.api.API;

/**
 * The instructions of one program while it is written. Writing the same operation on the same
 * operands twice yields the first result again: programs are free of common subexpressions by
 * construction.
 *
 * <pre>{@code
 * Tape tape = new Tape(new AtomicInteger());
 * Value x = tape.declare("x", Form.activation(Shape.of(128, 784)));
 * Value twice = Emitter.on(tape).scale(x, 2);
 * List<Instruction> written = tape.instructions(); // one Affine
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Tape {
  private final AtomicInteger ids;
  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<Call, List<Value>> written = new HashMap<>();
  private final Set<Value> assigned = new HashSet<>();

  /** What makes two instructions the same. */
  private record Call(Op op, List<Value> inputs) {}

  /** An empty tape that takes its value ids from a counter shared by all programs of a network. */
  public Tape(AtomicInteger ids) {
    this.ids = ids;
  }

  /** A value that no instruction makes: a feed or a state. */
  public Value declare(String name, Form form) {
    return new Value(ids.getAndIncrement(), name, form);
  }

  /** Everything written so far, in order. */
  public List<Instruction> instructions() {
    return List.copyOf(instructions);
  }

  /** A value of its own that equals another: for when two things must not be taken for one. */
  public Value distinct(Value value) {
    Value copy = declare(value.name(), value.form());
    instructions.add(new Instruction(new Affine(1, 0), List.of(value), List.of(copy)));
    return copy;
  }

  List<Value> write(Op op, List<Value> inputs, String name) {
    List<Form> forms = op.outputs(inputs);
    if (op instanceof Assign) {
      return assign(op, inputs);
    }
    return written.computeIfAbsent(
        new Call(op, List.copyOf(inputs)), call -> append(call, forms, name));
  }

  private List<Value> append(Call call, List<Form> forms, String name) {
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      outputs.add(declare(i == 0 ? name : name + "." + i, forms.get(i)));
    }
    instructions.add(new Instruction(call.op, call.inputs, outputs));
    return List.copyOf(outputs);
  }

  private List<Value> assign(Op op, List<Value> inputs) {
    if (!assigned.add(inputs.get(0))) {
      throw FaException.plugin(
          "State '"
              + inputs.get(0).name()
              + "' is assigned twice in one program. Combine the two"
              + " values and assign once.");
    }
    instructions.add(new Instruction(op, inputs, List.of()));
    return List.of();
  }
}
