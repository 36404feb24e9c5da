package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Value;
import java.util.List;
import java.util.Map;

/**
 * Batch normalisation: one pass over the rows that keeps a table of sums for each chunk of them,
 * and one that writes. In between the table is joined: by a launch of its own, or, where it is
 * small, by every block of the second pass for its own columns.
 */
final class NormLowerings {
  private static final int MOMENTS = 3;
  private static final int SUMS = 2;
  private static final int JOINED_SPAN = 8;

  /** So much of a table a block may read beside its part of the matrix. */
  private static final int SMALL_TABLE = 24 << 10;

  /** Matrices up to this size have their tables cut to be small. */
  private static final long SMALL_MATRIX = 8 << 20;

  private NormLowerings() {}

  static Map<Class<? extends Op>, Lowering> rows() {
    return Map.of(
        BatchNorm.class, NormLowerings::learn,
        BatchNormInference.class, NormLowerings::infer,
        BatchNormGrad.class, NormLowerings::grad);
  }

  private static void learn(Instruction instruction, StageWriter writer) {
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
    Normalising rest = new Normalising(instruction, x.type().bytes(), epsilon);
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

  private static void infer(Instruction instruction, StageWriter writer) {
    List<Value> inputs = instruction.inputs();
    KernelCall call = new KernelCall();
    String source = "Given{" + call.reads(inputs.get(3)) + ", " + call.reads(inputs.get(4)) + "}";
    double epsilon = ((BatchNormInference) instruction.op()).epsilon();
    new Normalising(instruction, inputs.get(0).type().bytes(), epsilon).write(source, call, writer);
  }

  /** The pass that writes, of operands x, gain, shift. */
  private record Normalising(Instruction instruction, int bytes, double epsilon) {

    void write(String source, KernelCall call, StageWriter writer) {
      List<Value> inputs = instruction.inputs();
      ColumnWalk walk = ColumnWalk.channels(inputs.get(0), bytes).forWriting(bytes);
      StringBuilder text = new StringBuilder("batch_norm<" + walk.type() + ">(" + source);
      text.append(", ").append(epsilon);
      for (Value read : inputs.subList(0, 3)) {
        text.append(", ").append(call.reads(read));
      }
      text.append(", ").append(call.writes(instruction.output())).append(")");
      call.launch("batch_norm", text.toString(), walk.shape(), writer);
    }
  }

  private static void grad(Instruction instruction, StageWriter writer) {
    List<Value> inputs = instruction.inputs();
    Value x = inputs.get(0);
    Value signal = inputs.get(4);
    int bytes = Math.max(x.type().bytes(), signal.type().bytes());
    ColumnWalk walk = reading(x, bytes, SUMS);
    Operand table = writer.workspace(walk.tableBytes(SUMS));
    KernelCall sums = new KernelCall();
    String operands = sums.reads(x) + ", " + sums.reads(inputs.get(2)) + ", " + sums.reads(signal);
    operands += ", " + sums.writes(table);
    String statement = "batch_norm_grad_sums<" + walk.type() + ">(" + operands + ")";
    sums.launch("batch_norm_grad_sums", statement, walk.shape(), writer);
    Value gain = instruction.outputs().get(1);
    Value shift = instruction.outputs().get(2);
    KernelCall call = new KernelCall();
    if (small(walk, SUMS)) {
      String source = call.reads(table) + ", " + call.writes(gain) + ", " + call.writes(shift);
      spread(instruction, "Added<" + walk.type() + ">{" + source + "}", call, writer);
      return;
    }
    add(instruction, walk, table, writer);
    String source = call.reads(gain) + ", " + call.reads(shift);
    spread(instruction, "Known{" + source + "}", call, writer);
  }

  private static void add(
      Instruction instruction, ColumnWalk walk, Operand table, StageWriter writer) {
    KernelCall call = new KernelCall();
    String text = call.reads(table) + ", " + call.reads(instruction.inputs().get(3));
    text += ", " + epsilon(instruction) + ", " + call.writes(instruction.outputs().get(1));
    text += ", " + call.writes(instruction.outputs().get(2));
    String kernel = "batch_norm_gradients<" + walk.type() + ", " + JOINED_SPAN + ">";
    call.launch("batch_norm_gradients", kernel + "(" + text + ")", joining(walk), writer);
  }

  private static void spread(
      Instruction instruction, String source, KernelCall call, StageWriter writer) {
    List<Value> inputs = instruction.inputs();
    int bytes = Math.max(inputs.get(0).type().bytes(), inputs.get(4).type().bytes());
    ColumnWalk walk = ColumnWalk.channels(inputs.get(0), bytes).forWriting(bytes);
    StringBuilder text = new StringBuilder("batch_norm_grad<" + walk.type() + ">(" + source);
    text.append(", ").append(epsilon(instruction));
    for (Value read : inputs) {
      text.append(", ").append(call.reads(read));
    }
    text.append(", ").append(call.writes(instruction.output())).append(")");
    call.launch("batch_norm_grad", text.toString(), walk.shape(), writer);
  }

  private static double epsilon(Instruction instruction) {
    return ((BatchNormGrad) instruction.op()).epsilon();
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
