package io.feedalign.testkit;

import io.feedalign.ir.Assign;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.AxisMul;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * Pointwise operations: a chain of steps, one place after the other. At each place every step is
 * computed before anything is stored, so that an output may lie where an input lay.
 */
final class ReferencePointwise {

  /** Reads an operand at a place: from memory or from what earlier steps gave there. */
  private interface Source {
    double at(int place, double[] results);
  }

  /** A step with its operands found. */
  private record Step(DoubleBinaryOperator function, Source a, Source b, Value rounding) {}

  /** Where the result of a step is stored. */
  private record Sink(Cells cells, int step) {}

  private final List<Step> steps = new ArrayList<>();
  private final List<Sink> sinks = new ArrayList<>();
  private final Map<Value, Cells> outside = new HashMap<>();
  private final Map<Value, Integer> made = new HashMap<>();
  private final Shape shape;

  private ReferencePointwise(List<Instruction> body, List<Cells> inputs, List<Cells> outputs) {
    this.shape = body.get(0).inputs().get(0).shape();
    inputs.forEach(cells -> outside.put(cells.value(), cells));
    body.forEach(this::add);
    for (Cells output : outputs) {
      sinks.add(new Sink(output, indexOf(output.value())));
    }
  }

  static void chain(Chain op, List<Cells> inputs, List<Cells> outputs) {
    new ReferencePointwise(op.steps(), inputs, outputs).run();
  }

  /** A single operation is a chain of one step. */
  static void single(Op op, List<Cells> inputs, List<Cells> outputs) {
    List<Value> read = inputs.stream().map(Cells::value).toList();
    List<Value> written = outputs.stream().map(Cells::value).toList();
    new ReferencePointwise(List.of(new Instruction(op, read, written)), inputs, outputs).run();
  }

  private void add(Instruction step) {
    Source a = source(step, 0);
    Source b = step.inputs().size() > 1 ? source(step, 1) : a;
    boolean assigns = step.op() instanceof Assign;
    Value kept = assigns ? step.inputs().get(0) : step.output();
    if (assigns) {
      sinks.add(new Sink(cells(kept), steps.size()));
    } else {
      made.put(kept, steps.size());
    }
    steps.add(new Step(PointFunctions.of(step.op()), a, b, kept));
  }

  private Source source(Instruction step, int slot) {
    Value value = step.inputs().get(slot);
    Integer index = made.get(value);
    if (index != null) {
      return (place, results) -> results[index];
    }
    Cells cells = cells(value);
    if (slot == 1 && step.op() instanceof AxisAdd) {
      return vector(cells, step.inputs().get(0), ((AxisAdd) step.op()).axis());
    }
    if (slot == 1 && step.op() instanceof AxisMul) {
      return vector(cells, step.inputs().get(0), ((AxisMul) step.op()).axis());
    }
    boolean scalar = value.shape().equals(Shape.SCALAR);
    return (place, results) -> cells.at(scalar ? 0 : place);
  }

  private static Source vector(Cells vector, Value along, int axis) {
    return (place, results) -> vector.at(Cells.along(along.shape(), axis, place));
  }

  private void run() {
    double[] results = new double[steps.size()];
    for (int place = 0; place < shape.elements(); place++) {
      for (int i = 0; i < results.length; i++) {
        Step step = steps.get(i);
        double result =
            step.function.applyAsDouble(step.a.at(place, results), step.b.at(place, results));
        results[i] = Rounding.to(step.rounding.type(), result);
      }
      for (Sink sink : sinks) {
        sink.cells.set(place, results[sink.step]);
      }
    }
  }

  private Cells cells(Value value) {
    return Checks.known(outside.get(value), "Chain reads " + value + ", which is no operand of it");
  }

  private int indexOf(Value value) {
    return Checks.known(made.get(value), "Chain yields " + value + ", which no step makes");
  }
}
