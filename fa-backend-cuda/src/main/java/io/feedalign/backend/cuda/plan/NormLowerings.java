package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.source.Numerals;
import io.feedalign.backend.cuda.source.PointwisePart;
import io.feedalign.backend.cuda.source.Prelude;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Batch normalisation: one pass over the rows that keeps a table of sums for each chunk of them,
 * and one that writes. In between the table is joined: by a launch of its own, or, where it is
 * small, by every block of the second pass for its own columns.
 */
final class NormLowerings {
  private static final int MOMENTS = 3;
  private static final int SUMS = 2;
  private static final int JOINED_SPAN = 8;

  /** Which operand of an adjoint it is. */
  private static final int SIGNAL = 4;

  /** The most parameters that a kernel of these has for itself. */
  private static final int OWN_PARAMETERS = 9;

  /** Operands of a signal that are cheaper to read twice than to store their outcome. */
  private static final int READ_TWICE = 2;

  /** So much of a table a block may read beside its part of the matrix. */
  private static final int SMALL_TABLE = 24 << 10;

  /** Matrices up to this size have their tables cut to be small. */
  private static final long SMALL_MATRIX = 8 << 20;

  private NormLowerings() {}

  static Map<Class<? extends Op>, Lowering> rows() {
    return Map.of(
        BatchNorm.class, (norm, writer) -> learn(norm, Optional.empty(), writer),
        BatchNormInference.class, (norm, writer) -> infer(norm, Optional.empty(), writer),
        BatchNormGrad.class, (adjoint, writer) -> new Adjoint(adjoint).write(writer));
  }

  static Map<Class<? extends Op>, List<Joint>> joints() {
    return Map.of(
        BatchNorm.class,
        List.of(
            new Joint(
                Joint.Side.AFTER,
                NormLowerings::follows,
                (norm, next, writer) -> learn(norm, Optional.of(next), writer))),
        BatchNormInference.class,
        List.of(
            new Joint(
                Joint.Side.AFTER,
                NormLowerings::follows,
                (norm, next, writer) -> infer(norm, Optional.of(next), writer))),
        BatchNormGrad.class,
        List.of(
            new Joint(
                Joint.Side.BEFORE,
                NormLowerings::isMadeTwice,
                (adjoint, maker, writer) -> new Adjoint(adjoint, maker, false).write(writer)),
            new Joint(
                Joint.Side.BEFORE_STORING,
                NormLowerings::isMadeOnce,
                (adjoint, maker, writer) -> new Adjoint(adjoint, maker, true).write(writer))));
  }

  private static boolean follows(Instruction norm, Instruction next) {
    return Pointwise.floatsLike(norm.output(), next)
        && Pointwise.parameters(next) <= Prelude.PARAMETERS - OWN_PARAMETERS;
  }

  /** Made once for the sums, and again for the signal that is spread. */
  private static boolean isMadeTwice(Instruction adjoint, Instruction maker) {
    return isMadeOnce(adjoint, maker)
        && maker.outputs().size() == 1
        && Pointwise.operandsLike(adjoint.inputs().get(SIGNAL), maker) <= READ_TWICE;
  }

  /** Made, and stored, for the sums. */
  private static boolean isMadeOnce(Instruction adjoint, Instruction maker) {
    return Pointwise.floatsLike(adjoint.inputs().get(SIGNAL), maker)
        && Pointwise.written(maker).equals(Set.copyOf(maker.outputs()))
        && Pointwise.parameters(maker) <= Prelude.PARAMETERS - OWN_PARAMETERS;
  }

  private static void learn(
      Instruction instruction, Optional<Instruction> next, StageWriter writer) {
    Value x = instruction.inputs().get(0);
    Value mean = instruction.outputs().get(1);
    Value variance = instruction.outputs().get(2);
    ColumnWalk walk = reading(x, x.type().bytes(), MOMENTS);
    Operand table = writer.workspace(walk.tableBytes(MOMENTS));
    KernelCall moments = new KernelCall();
    String operands = moments.reads(x) + ", " + moments.writes(table);
    String statement = "batch_moments<" + walk.type() + ">(" + operands + ")";
    moments.launch("batch_moments", statement, walk.shape(), writer);
    double epsilon = ((BatchNorm) instruction.op()).epsilon();
    Normalising rest = new Normalising(instruction, next, epsilon);
    KernelCall call = new KernelCall();
    if (small(walk, MOMENTS)) {
      String source = call.reads(table) + ", " + call.writes(mean) + ", " + call.writes(variance);
      rest.write("Joined<" + walk.type() + ">{" + source + "}", call, writer);
      return;
    }
    Operand lost = writer.workspace((long) walk.columns() * Float.BYTES);
    join(walk, List.of(table, place(mean), place(variance), lost), writer);
    String source = call.reads(mean) + ", " + call.reads(variance) + ", " + call.reads(lost);
    rest.write("Precise{" + source + "}", call, writer);
  }

  private static void join(ColumnWalk walk, List<Operand> operands, StageWriter writer) {
    KernelCall call = new KernelCall();
    String text = call.reads(operands.get(0));
    for (Operand written : operands.subList(1, operands.size())) {
      text += ", " + call.writes(written);
    }
    String statement = "batch_statistics<" + walk.type() + ", " + JOINED_SPAN + ">(" + text + ")";
    call.launch("batch_statistics", statement, joining(walk), writer);
  }

  private static void infer(
      Instruction instruction, Optional<Instruction> next, StageWriter writer) {
    List<Value> inputs = instruction.inputs();
    KernelCall call = new KernelCall();
    String source = "Given{" + call.reads(inputs.get(3)) + ", " + call.reads(inputs.get(4)) + "}";
    double epsilon = ((BatchNormInference) instruction.op()).epsilon();
    new Normalising(instruction, next, epsilon).write(source, call, writer);
  }

  /** The pass that writes, of operands x, gain, shift. */
  private record Normalising(Instruction instruction, Optional<Instruction> next, double epsilon) {

    void write(String source, KernelCall call, StageWriter writer) {
      List<Value> inputs = instruction.inputs();
      int bytes = inputs.get(0).type().bytes();
      ColumnWalk walk = ColumnWalk.channels(inputs.get(0), bytes).forWriting(bytes);
      StringBuilder text = new StringBuilder("batch_norm<" + walk.type() + ">(" + source);
      text.append(", ").append(epsilon);
      for (Value read : inputs.subList(0, 3)) {
        text.append(", ").append(call.reads(read));
      }
      text.append(", ").append(rest(walk, call)).append(")");
      call.launch(fused("batch_norm", next), text.toString(), walk.shape(), writer);
    }

    private String rest(ColumnWalk walk, KernelCall call) {
      Value y = instruction.output();
      if (next.isPresent()) {
        int first = call.parameters();
        return call.uses(PointwisePart.after(y, next.get(), walk.width(), first));
      }
      return "Stored<" + Numerals.type(y.type()) + ">{" + call.writes(y) + "}";
    }
  }

  private static String fused(String label, Optional<Instruction> beside) {
    return beside.isPresent() ? label + "_fused" : label;
  }

  /** The adjoint, of operands x, gain, mean, variance, signal. */
  private record Adjoint(Instruction instruction, Optional<Instruction> maker, boolean storing) {
    Adjoint(Instruction instruction) {
      this(instruction, Optional.empty(), true);
    }

    Adjoint(Instruction instruction, Instruction maker, boolean storing) {
      this(instruction, Optional.of(maker), storing);
    }

    void write(StageWriter writer) {
      ColumnWalk walk = reading(x(), bytes(), SUMS);
      Operand table = writer.workspace(walk.tableBytes(SUMS));
      KernelCall sums = new KernelCall();
      String operands = sums.reads(x()) + ", " + sums.reads(instruction.inputs().get(2));
      operands += ", " + (maker.isPresent() ? made(walk, sums) : read(sums));
      operands += ", " + sums.writes(table);
      String statement = "batch_norm_grad_sums<" + walk.type() + ">(" + operands + ")";
      sums.launch(fused("batch_norm_grad_sums", maker), statement, walk.shape(), writer);
      Value gain = instruction.outputs().get(1);
      Value shift = instruction.outputs().get(2);
      KernelCall call = new KernelCall();
      if (small(walk, SUMS)) {
        String source = call.reads(table) + ", " + call.writes(gain) + ", " + call.writes(shift);
        spread("Added<" + walk.type() + ">{" + source + "}", call, writer);
        return;
      }
      add(walk, table, writer);
      spread("Known{" + call.reads(gain) + ", " + call.reads(shift) + "}", call, writer);
    }

    private void add(ColumnWalk walk, Operand table, StageWriter writer) {
      KernelCall call = new KernelCall();
      String text = call.reads(table) + ", " + call.reads(instruction.inputs().get(3));
      text += ", " + epsilon() + ", " + call.writes(instruction.outputs().get(1));
      text += ", " + call.writes(instruction.outputs().get(2));
      String kernel = "batch_norm_gradients<" + walk.type() + ", " + JOINED_SPAN + ">";
      call.launch("batch_norm_gradients", kernel + "(" + text + ")", joining(walk), writer);
    }

    private void spread(String source, KernelCall call, StageWriter writer) {
      ColumnWalk walk = ColumnWalk.channels(x(), bytes()).forWriting(bytes());
      StringBuilder text = new StringBuilder("batch_norm_grad<" + walk.type() + ">(" + source);
      text.append(", ").append(epsilon());
      for (Value read : instruction.inputs().subList(0, 4)) {
        text.append(", ").append(call.reads(read));
      }
      text.append(", ").append(storing ? read(call) : made(walk, call));
      text.append(", ").append(call.writes(instruction.output())).append(")");
      String label = storing ? "batch_norm_grad" : fused("batch_norm_grad", maker);
      call.launch(label, text.toString(), walk.shape(), writer);
    }

    private String made(ColumnWalk walk, KernelCall call) {
      Instruction made = maker.orElseThrow();
      Value signal = instruction.inputs().get(SIGNAL);
      List<Value> stored = storing ? made.outputs() : List.of();
      PointwisePart.Made how = new PointwisePart.Made(made, signal, stored);
      return call.uses(PointwisePart.before(how, walk.width(), call.parameters()));
    }

    private String read(KernelCall call) {
      Value signal = instruction.inputs().get(SIGNAL);
      return "Plain<" + Numerals.type(signal.type()) + ">{" + call.reads(signal) + "}";
    }

    private Value x() {
      return instruction.inputs().get(0);
    }

    private int bytes() {
      return Math.max(x().type().bytes(), instruction.inputs().get(SIGNAL).type().bytes());
    }

    private double epsilon() {
      return ((BatchNormGrad) instruction.op()).epsilon();
    }
  }

  private static ColumnWalk reading(Value x, int bytes, int floats) {
    ColumnWalk walk = ColumnWalk.channels(x, bytes).forReading(bytes);
    boolean cut = x.shape().elements() * bytes <= SMALL_MATRIX;
    return cut
        ? walk.atMost(Math.max(1, SMALL_TABLE / (floats * Float.BYTES * walk.span())))
        : walk;
  }

  private static boolean small(ColumnWalk walk, int floats) {
    return (long) walk.chunks() * walk.span() * floats * Float.BYTES <= SMALL_TABLE
        || walk.chunks() == 1;
  }

  private static LaunchShape joining(ColumnWalk walk) {
    int blocks = (int) Widths.ceil(walk.columns(), JOINED_SPAN);
    return new LaunchShape(blocks, LaunchShape.THREADS);
  }

  private static Operand place(Value value) {
    return new Operand.Of(value);
  }
}
