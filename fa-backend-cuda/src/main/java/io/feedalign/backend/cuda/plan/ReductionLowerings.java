package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.plan.SegmentSums.Target;
import io.feedalign.backend.cuda.plan.SegmentSums.Term;
import io.feedalign.backend.cuda.source.DeviceOrder;
import io.feedalign.backend.cuda.source.Numerals;
import io.feedalign.ir.Dot;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.LeastInColumn;
import io.feedalign.ir.Op;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.Map;

/** Sums, inner products, and the least of each column. */
final class ReductionLowerings {
  private static final int NARROW = 2;

  private ReductionLowerings() {}

  static Map<Class<? extends Op>, Lowering> rows() {
    return Map.of(
        Sum.class, ReductionLowerings::sum,
        Dot.class, ReductionLowerings::dot,
        LeastInColumn.class, ReductionLowerings::least);
  }

  private static void sum(Instruction instruction, StageWriter writer) {
    Value x = instruction.inputs().get(0);
    Term term = call -> "Plain<" + type(x) + ">{" + call.reads(x) + "}";
    Reducing reducing = new Reducing(x, x.type().bytes(), term);
    reducing.along(((Sum) instruction.op()).axis(), instruction.output(), writer);
  }

  private static void dot(Instruction instruction, StageWriter writer) {
    Value a = instruction.inputs().get(0);
    Value b = instruction.inputs().get(1);
    Term term = call -> a.equals(b) ? squares(a, call) : products(a, b, call);
    Reducing reducing = new Reducing(a, Math.max(a.type().bytes(), b.type().bytes()), term);
    reducing.along(((Dot) instruction.op()).axis(), instruction.output(), writer);
  }

  private static String squares(Value a, KernelCall call) {
    return "Squares<" + type(a) + ">{" + call.reads(a) + "}";
  }

  private static String products(Value a, Value b, KernelCall call) {
    String types = "Products<" + type(a) + ", " + type(b) + ">";
    return types + "{" + call.reads(a) + ", " + call.reads(b) + "}";
  }

  private static void least(Instruction instruction, StageWriter writer) {
    Value x = instruction.inputs().get(0);
    int count = ((LeastInColumn) instruction.op()).count();
    KernelCall call = new KernelCall();
    String operands = call.reads(x) + ", " + call.writes(instruction.output());
    String sizes = x.shape().size(0) + ", " + x.shape().size(1) + ", " + count;
    String statement = "least_in_column<" + sizes + ">(" + operands + ")";
    call.launch("least_in_column", statement, LaunchShape.over(x.shape().elements()), writer);
  }

  private static String type(Value value) {
    return Numerals.type(value.type());
  }

  /** Terms that lie as a value does. */
  private record Reducing(Value x, int bytes, Term term) {

    void along(int axis, Value output, StageWriter writer) {
      Shape shape = x.shape();
      long elements = shape.elements();
      Target target = call -> call.writes(output);
      if (axis == Sum.ALL || shape.size(axis) == 1) {
        SegmentSums.of(1, elements, bytes).write(term, target, writer);
      } else if (axis == 0) {
        SegmentSums.of(shape.size(0), elements / shape.size(0), bytes).write(term, target, writer);
      } else {
        columns(DeviceOrder.inner(x.form(), 1), target, writer);
      }
    }

    /** Sums to axis 1; what lies within one of its places is summed first. */
    private void columns(long inner, Target target, StageWriter writer) {
      int columns = x.shape().size(1);
      long rows = x.shape().elements() / inner / columns;
      if (inner == 1) {
        sumColumns(ColumnWalk.whole(rows, columns, bytes).forReading(bytes), term, target, writer);
        return;
      }
      Operand places = writer.workspace(rows * columns * Float.BYTES);
      SegmentSums.of(rows * columns, inner, bytes).write(term, in -> in.writes(places), writer);
      ColumnWalk walk = ColumnWalk.whole(rows, columns, Float.BYTES).forReading(Float.BYTES);
      sumColumns(walk, in -> "Plain<float>{" + in.reads(places) + "}", target, writer);
    }
  }

  private static void sumColumns(ColumnWalk walk, Term term, Target target, StageWriter writer) {
    if (walk.chunks() == 1) {
      launch(walk, term, target, writer);
      return;
    }
    Operand table = writer.workspace(walk.tableBytes(1));
    launch(walk, term, call -> call.writes(table), writer);
    ColumnWalk rest = ColumnWalk.whole(walk.chunks(), walk.columns(), Float.BYTES).narrow(NARROW);
    launch(rest, call -> "Plain<float>{" + call.reads(table) + "}", target, writer);
  }

  private static void launch(ColumnWalk walk, Term term, Target target, StageWriter writer) {
    KernelCall call = new KernelCall();
    String operands = term.in(call) + ", " + target.in(call);
    String statement = "column_sums<" + walk.type() + ">(" + operands + ")";
    call.launch("column_sums", statement, walk.shape(), writer);
  }
}
