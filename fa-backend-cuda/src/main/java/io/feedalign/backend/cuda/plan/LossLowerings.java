package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where logits meet targets. */
final class LossLowerings {
  /** Up to so many rows, every block counts the valid ones for itself. */
  private static final int COUNTED_HERE = 8192;

  private LossLowerings() {}

  static Map<Class<? extends Op>, Lowering> rows() {
    return Map.of(
        SoftmaxCrossEntropy.class, LossLowerings::crossEntropy,
        TopKHits.class, LossLowerings::hits);
  }

  private static void crossEntropy(Instruction instruction, StageWriter writer) {
    Value logits = instruction.inputs().get(0);
    Value target = instruction.inputs().get(1);
    Rows rows = Rows.of(logits);
    Operand count = rows.rows() <= COUNTED_HERE ? null : count(target, writer);
    KernelCall call = new KernelCall();
    String counted = counted(count, target, call);
    String operands = counted + ", " + call.reads(logits) + ", " + call.reads(target);
    Operand losses = rows.result(instruction.output(), writer);
    operands += ", " + call.writes(losses) + ", " + call.writes(instruction.outputs().get(1));
    String sizes = rows.rows() + ", " + rows.classes() + ", " + rows.group() + ", " + rows.per();
    String statement = "cross_entropy<" + sizes + ">(" + operands + ")";
    call.launch("cross_entropy", statement, rows.shape(), writer);
    rows.add(losses, instruction.output(), writer);
  }

  private static Operand count(Value target, StageWriter writer) {
    Operand count = writer.workspace(Float.BYTES);
    SegmentSums.one(target.shape().elements())
        .write(call -> "Wanted{" + call.reads(target) + "}", call -> call.writes(count), writer);
    return count;
  }

  private static String counted(@Nullable Operand count, Value target, KernelCall call) {
    if (count != null) {
      return "CountedBefore{" + call.reads(count) + "}";
    }
    return "CountedHere<" + target.shape().elements() + ">{" + call.reads(target) + "}";
  }

  private static void hits(Instruction instruction, StageWriter writer) {
    Value logits = instruction.inputs().get(0);
    Rows rows = Rows.of(logits);
    Operand hits = rows.result(instruction.output(), writer);
    KernelCall call = new KernelCall();
    String operands = call.reads(logits) + ", " + call.reads(instruction.inputs().get(1));
    operands += ", " + call.writes(hits);
    String sizes = rows.rows() + ", " + rows.classes() + ", " + ((TopKHits) instruction.op()).k();
    sizes += ", " + rows.group() + ", " + rows.per();
    String statement = "top_k_hits<" + sizes + ">(" + operands + ")";
    call.launch("top_k_hits", statement, rows.shape(), writer);
    rows.add(hits, instruction.output(), writer);
  }

  /**
   * How blocks share the rows of logits.
   *
   * @param group threads that share a row
   * @param per rows of a block
   */
  private record Rows(int rows, int classes, int group, int per) {
    private static final int CLASSES_PER_THREAD = 4;
    private static final int BLOCKS = 1024;
    private static final int STEPS = 2;

    static Rows of(Value logits) {
      int rows = logits.shape().size(0);
      int classes = logits.shape().size(1);
      int group = Widths.power(classes / CLASSES_PER_THREAD, 1, LaunchShape.THREADS);
      int atOnce = LaunchShape.THREADS / group;
      if (rows <= STEPS * atOnce) {
        return new Rows(rows, classes, group, rows);
      }
      long steps = Widths.ceil(Widths.ceil(rows, BLOCKS), atOnce);
      return new Rows(rows, classes, group, (int) steps * atOnce);
    }

    LaunchShape shape() {
      return new LaunchShape((int) Widths.ceil(rows, per), LaunchShape.THREADS);
    }

    /** Where blocks put their results: at once where they belong if there is but one. */
    Operand result(Value output, StageWriter writer) {
      int blocks = shape().blocks();
      return blocks == 1 ? new Operand.Of(output) : writer.workspace((long) blocks * Float.BYTES);
    }

    void add(Operand results, Value output, StageWriter writer) {
      int blocks = shape().blocks();
      if (blocks > 1) {
        SegmentSums.of(1, blocks, Float.BYTES)
            .write(
                call -> "Plain<float>{" + call.reads(results) + "}",
                call -> call.writes(output),
                writer);
      }
    }
  }
}
