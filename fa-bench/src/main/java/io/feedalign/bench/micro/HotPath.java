package io.feedalign.bench.micro;

import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** What surrounds convolutions in a learning step, at the size of a residual net's first stage. */
public enum HotPath {
  /** A signal through a ReLU. */
  RELU_GATE,
  /** Two signals that meet before a ReLU, as one chain. */
  ADD_RELU_GATE,
  /** The same in bf16. */
  ADD_RELU_GATE_BF16,
  /** An error of ten classes on its way to a layer of many units, through a ReLU. */
  PROJECTION,
  /** A signal through a ReLU, and its sums by channel. */
  COLUMN_TALLY,
  /** Normalised by batch statistics, then cut off at zero. */
  BATCH_NORM_RELU,
  /** The same in bf16. */
  BATCH_NORM_RELU_BF16,
  /** Four million weights changed by momentum, as one chain. */
  MOMENTUM,
  /** The loss of a thousand classes and its gradient. */
  SOFTMAX_LOSS;

  private static final Shape IMAGES = Shape.of(128, 16, 32, 32);
  private static final int UNITS = 16 * 32 * 32;

  /** The program that is run. */
  Program program() {
    SmallProgram program = new SmallProgram();
    Form form = Form.activation(IMAGES).withType(name().endsWith("BF16") ? DType.BF16 : DType.F32);
    return switch (this) {
      case RELU_GATE, COLUMN_TALLY -> gate(program, form);
      case ADD_RELU_GATE, ADD_RELU_GATE_BF16 -> meeting(program, form);
      case PROJECTION -> projection(program, form);
      case BATCH_NORM_RELU, BATCH_NORM_RELU_BF16 -> norm(program, form);
      case MOMENTUM -> momentum(program);
      case SOFTMAX_LOSS -> loss(program);
    };
  }

  /** Bytes of what is read and what is left. */
  public long bytes() {
    Program program = program();
    return Stream.concat(program.feeds().stream(), program.reads().stream())
        .mapToLong(value -> value.shape().elements() * value.type().bytes())
        .sum();
  }

  private Program gate(SmallProgram program, Form form) {
    Value signal = program.feed("signal", form);
    Value output = program.feed("output", form);
    Value gated = program.emit().apply(Binary.Function.RELU_GATE, signal, output);
    return this == RELU_GATE
        ? program.reading(gated)
        : program.reading(gated, program.emit().sumToChannels(gated));
  }

  private static Program meeting(SmallProgram program, Form form) {
    Value left = program.feed("left", form);
    Value right = program.feed("right", form);
    Value output = program.feed("output", form);
    Value both = program.emit().add(left, right);
    Value gated = program.emit().apply(Binary.Function.RELU_GATE, both, output);
    return chain(program.reading(gated));
  }

  private static Program projection(SmallProgram program, Form form) {
    Value error = program.feed("error", Form.parameter(Shape.of(128, 10)));
    Value feedback = program.feed("feedback", Form.parameter(Shape.of(10, UNITS)));
    Value output = program.feed("output", form);
    Emitter emit = program.emit();
    Value signal = emit.reshape(emit.matmul(error, feedback), IMAGES);
    return program.reading(emit.apply(Binary.Function.RELU_GATE, signal, output));
  }

  private static Program norm(SmallProgram program, Form form) {
    Value x = program.feed("x", form);
    Value gain = program.feed("gain", Form.parameter(Shape.of(16)));
    Value shift = program.feed("shift", Form.parameter(Shape.of(16)));
    List<Value> normed = program.emit().write(new BatchNorm(1e-5), x, gain, shift);
    return program.reading(program.emit().apply(Unary.Function.RELU, normed.get(0)));
  }

  private static Program momentum(SmallProgram program) {
    Form form = Form.parameter(Shape.of(1 << 22));
    Value weight = program.feed("weight", form);
    Value gradient = program.feed("gradient", form);
    Value momentum = program.feed("momentum", form);
    Emitter emit = program.emit();
    Value decayed = emit.add(gradient, emit.scale(weight, 1e-4));
    Value speed = emit.add(emit.scale(momentum, 0.9), decayed);
    return chain(program.reading(speed, emit.subtract(weight, emit.scale(speed, 0.05))));
  }

  private static Program loss(SmallProgram program) {
    Value logits = program.feed("logits", Form.parameter(Shape.of(128, 1000)));
    Value target = program.feed("target", Form.integers(Shape.of(128)));
    List<Value> met = program.emit().write(new SoftmaxCrossEntropy(), logits, target);
    return program.reading(met.get(0), met.get(1));
  }

  private static Program chain(Program plain) {
    Chain chain = new Chain(plain.body());
    return plain.withBody(List.of(new Instruction(chain, plain.feeds(), plain.reads())));
  }
}
