package io.feedalign.testkit;

import io.feedalign.error.FaException;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import io.feedalign.ir.Tape;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small program while it is written, together with the numbers that its feeds and states hold.
 *
 * <pre>{@code
 * Sketch sketch = new Sketch();
 * Value x = sketch.normal(Form.parameter(Shape.of(3, 4)));
 * Value y = sketch.normal(Form.parameter(Shape.of(4, 2)));
 * sketch.read(sketch.emit().matmul(x, y));
 * try (Rig rig = Rig.on(backend, sketch)) {
 *   rig.run();
 * }
 * }</pre>
 */
public final class Sketch {

  private final Tape tape = new Tape(new AtomicInteger());
  private final Emitter emit = Emitter.on(tape);
  private final Map<Value, double[]> numbers = new LinkedHashMap<>();
  private final List<Value> feeds = new ArrayList<>();
  private final List<Value> states = new ArrayList<>();
  private final List<Value> reads = new ArrayList<>();

  /** The pen. */
  public Emitter emit() {
    return emit;
  }

  /** A feed that holds the given numbers, in logical row-major order. */
  public Value feed(Form form, double... held) {
    return declare("feed" + feeds.size(), form, held, feeds);
  }

  /** A state that starts with the given numbers. */
  public Value state(Form form, double... held) {
    return declare("state" + states.size(), form, held, states);
  }

  /** A feed of Gaussian numbers, other ones each time. */
  public Value normal(Form form) {
    return feed(form, Numbers.normal(numbers.size(), form.shape()));
  }

  /** A feed of numbers in [low, high), other ones each time. */
  public Value uniform(Form form, double low, double high) {
    return feed(form, Numbers.uniform(numbers.size(), low, high, form.shape()));
  }

  /** A feed of class indices. */
  public Value targets(int rows, int classes) {
    return feed(Form.integers(Shape.of(rows)), Numbers.targets(numbers.size(), rows, classes));
  }

  /** A feed of one float. */
  public Value scalar(double number) {
    return feed(Form.SCALAR, number);
  }

  /** A feed of one integer, such as a step. */
  public Value integer(int number) {
    return feed(Form.integers(Shape.SCALAR), number);
  }

  /** Writes an operation and keeps its outputs readable. */
  public List<Value> apply(Op op, Value... operands) {
    List<Value> outputs = emit.write(op, operands);
    read(outputs.toArray(Value[]::new));
    return outputs;
  }

  /** Keeps values readable after a run. */
  public void read(Value... values) {
    reads.addAll(List.of(values));
  }

  /** What the feeds and states hold before the first run. */
  public Map<Value, double[]> numbers() {
    return Map.copyOf(numbers);
  }

  /** Everything written so far. */
  public Program program() {
    return new Program("sketch", Cadence.ON_DEMAND, tape.instructions(), feeds, states, reads);
  }

  private Value declare(String name, Form form, double[] held, List<Value> group) {
    if (held.length != form.shape().elements()) {
      throw FaException.plugin(
          "A sketch's "
              + name
              + " of shape "
              + form.shape()
              + " was given "
              + held.length
              + " numbers, but needs "
              + form.shape().elements()
              + ".");
    }
    Value value = tape.declare(name, form);
    group.add(value);
    numbers.put(value, held.clone());
    return value;
  }
}
