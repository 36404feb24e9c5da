package io.feedalign.core.parity;

import io.feedalign.backend.Executable;
import io.feedalign.core.run.TensorNumbers;
import io.feedalign.ir.Assign;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.OneHot;
import io.feedalign.ir.Philox;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An instruction as a program of its own, whose operands are fed with numbers that depend on the
 * place of the operand alone.
 */
final class LoneInstruction {
  private static final int FEWEST_CLASSES = 2;

  private final Instruction step;
  private final Program program;

  private LoneInstruction(Instruction step, Program program) {
    this.step = step;
    this.program = program;
  }

  /** Out of its program: with whatever made those operands that have no meaning of their own. */
  static LoneInstruction of(Instruction step, Program whole) {
    List<Instruction> body = new ArrayList<>();
    for (Value input : step.inputs()) {
      if (input.type() == DType.U8) { // what a pooling chose, in the backend's own encoding
        body.add(maker(input, whole));
      }
    }
    body.add(step);
    Set<Value> states = assigned(step);
    Set<Value> feeds = new LinkedHashSet<>();
    Set<Value> reads = new LinkedHashSet<>();
    for (Instruction each : body) {
      feeds.addAll(each.inputs());
      reads.addAll(each.outputs());
    }
    feeds.removeAll(reads);
    feeds.removeAll(states);
    reads.removeIf(value -> value.type() == DType.U8);
    return new LoneInstruction(
        step,
        new Program(
            "lone",
            Cadence.ON_DEMAND,
            body,
            List.copyOf(feeds),
            List.copyOf(states),
            List.copyOf(reads)));
  }

  private static Instruction maker(Value value, Program whole) {
    return whole.body().stream()
        .filter(step -> step.outputs().contains(value))
        .findFirst()
        .orElseThrow();
  }

  private static Set<Value> assigned(Instruction step) {
    Set<Value> states = new LinkedHashSet<>();
    List<Instruction> parts =
        step.op() instanceof Chain ? ((Chain) step.op()).steps() : List.of(step);
    for (Instruction part : parts) {
      if (part.op() instanceof Assign) {
        states.add(part.inputs().get(0));
      }
    }
    return states;
  }

  Program program() {
    return program;
  }

  /** Such as {@code Conv2d}. */
  String operation() {
    return step.op().getClass().getSimpleName();
  }

  /** The same for instructions that do the same: settings, and what is read and yielded. */
  String description() {
    String what =
        step.op() instanceof Chain
            ? ((Chain) step.op())
                .steps().stream()
                    .map(part -> part.op() + forms(part.inputs()))
                    .collect(Collectors.joining(", ", "Chain of ", ""))
            : step.op().toString();
    return what + " on " + forms(step.inputs()) + " to " + forms(step.outputs());
  }

  private static String forms(List<Value> values) {
    return values.stream()
        .map(value -> value.type() + value.shape().toString())
        .collect(Collectors.joining(" "));
  }

  /** Gaussian numbers, classes and counters into every feed and state. */
  void fill(Executable executable) {
    List<Value> given = new ArrayList<>(program.feeds());
    given.addAll(program.states());
    for (int i = 0; i < given.size(); i++) {
      Value value = given.get(i);
      if (value.type() == DType.I32) {
        executable.tensor(value).write(IntBuffer.wrap(integers(value.shape())));
      } else {
        TensorNumbers.write(executable.tensor(value), normals(i, value.form()));
      }
    }
  }

  private static double[] normals(int stream, Form form) {
    float[] numbers = new float[Math.toIntExact(form.shape().elements())];
    Philox.normals(stream, 0, 0, numbers, numbers.length);
    double[] wide = new double[numbers.length];
    Arrays.setAll(wide, i -> numbers[i]);
    return wide;
  }

  /** A counter, or targets of which the last is to be ignored. */
  private int[] integers(Shape shape) {
    int[] numbers = new int[Math.toIntExact(shape.elements())];
    Arrays.setAll(numbers, i -> (7 * i + 3) % classes());
    if (shape.rank() > 0 && numbers.length > 1) {
      numbers[numbers.length - 1] = -1;
    }
    return numbers;
  }

  private int classes() {
    if (step.op() instanceof OneHot) {
      return step.output().shape().size(1);
    }
    return step.inputs().stream()
        .filter(value -> value.shape().rank() == 2)
        .mapToInt(value -> value.shape().size(1))
        .findFirst()
        .orElse(FEWEST_CLASSES);
  }

  /** The numbers of every result and state. */
  List<double[]> results(Executable executable) {
    List<double[]> results = new ArrayList<>();
    program.reads().forEach(value -> results.add(TensorNumbers.read(executable.tensor(value))));
    program.states().forEach(value -> results.add(TensorNumbers.read(executable.tensor(value))));
    return results;
  }
}
