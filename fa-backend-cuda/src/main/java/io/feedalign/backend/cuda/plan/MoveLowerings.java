package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.source.DeviceOrder;
import io.feedalign.backend.cuda.source.KernelText;
import io.feedalign.backend.cuda.source.Numerals;
import io.feedalign.ir.Columns;
import io.feedalign.ir.Fill;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.OneHot;
import io.feedalign.ir.Op;
import io.feedalign.ir.Random;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.util.List;
import java.util.Map;

/** Operations that make numbers or move them. */
final class MoveLowerings {
  private static final int BYTES_AT_ONCE = 16;
  private static final int TILE = 32;

  private MoveLowerings() {}

  static Map<Class<? extends Op>, Lowering> rows() {
    return Map.of(
        Fill.class, MoveLowerings::fill,
        OneHot.class, MoveLowerings::oneHot,
        Columns.class, MoveLowerings::columns,
        Reshape.class, MoveLowerings::reshape,
        Random.class, MoveLowerings::random);
  }

  private static void fill(Instruction instruction, StageWriter writer) {
    Value to = instruction.output();
    double number = ((Fill) instruction.op()).value();
    String constant =
        to.type() == DType.I32 ? Integer.toString((int) number) : Numerals.constant(number);
    String call = "fill<" + elements(to) + ", " + width(to) + ">(p0, " + constant + ")";
    writer.kernel(kernel("fill", call, to), over(to, width(to)), to);
  }

  private static void oneHot(Instruction instruction, StageWriter writer) {
    Value to = instruction.output();
    String call = "one_hot<" + elements(to) + ", " + to.shape().size(1) + ">(p0, p1)";
    write("one_hot", call, LaunchShape.over((elements(to) + 3) / 4), instruction, writer);
  }

  private static void columns(Instruction instruction, StageWriter writer) {
    Value to = instruction.output();
    int width = instruction.inputs().get(0).shape().size(1);
    Columns op = (Columns) instruction.op();
    String sizes = elements(to) + ", " + width + ", " + op.from() + ", " + to.shape().size(1);
    write("columns", "columns<" + sizes + ">(p0, p1)", over(to, 1), instruction, writer);
  }

  private static void reshape(Instruction instruction, StageWriter writer) {
    Value to = instruction.output();
    DeviceOrder source = DeviceOrder.of(instruction.inputs().get(0).form());
    DeviceOrder target = DeviceOrder.of(to.form());
    if (source.equals(target) || source.isLogical() && target.isLogical()) {
      String call = "copy<" + elements(to) + ", " + width(to) + ">(p0, p1)";
      write("copy", call, over(to, width(to)), instruction, writer);
    } else if (target.isLogical()) {
      transpose(source.samples(), source.pixels(), source.channels(), instruction, writer);
    } else if (source.isLogical()) {
      transpose(target.samples(), target.channels(), target.pixels(), instruction, writer);
    } else {
      String sizes = elements(to) + sizes(source) + sizes(target);
      write("reorder", "reorder<" + sizes + ">(p0, p1)", over(to, 1), instruction, writer);
    }
  }

  private static void transpose(
      int samples, long rows, long columns, Instruction instruction, StageWriter writer) {
    long tiles = (rows + TILE - 1) / TILE * ((columns + TILE - 1) / TILE);
    String type = Numerals.type(instruction.output().type());
    String call = "transpose_each<" + type + ", " + rows + ", " + columns + ">(p0, p1)";
    LaunchShape shape = new LaunchShape(Math.toIntExact(samples * tiles), LaunchShape.THREADS);
    write("transpose", call, shape, instruction, writer);
  }

  private static void random(Instruction instruction, StageWriter writer) {
    Random op = (Random) instruction.op();
    Value to = instruction.output();
    DeviceOrder order = DeviceOrder.of(to.form());
    String numbers = op.distribution() == Random.Distribution.UNIFORM ? "Uniform" : "Normal";
    String key = "0x" + Long.toHexString(op.key()) + "ULL";
    String sizes = elements(to) + sizes(order) + ", " + key;
    LaunchShape shape = LaunchShape.over((elements(to) + 3) / 4);
    String call = "random_numbers<" + numbers + ", " + sizes + ">(p0, p1)";
    write("random", call, shape, instruction, writer);
  }

  private static String sizes(DeviceOrder order) {
    return ", " + order.channels() + ", " + order.pixels();
  }

  private static void write(
      String label, String call, LaunchShape shape, Instruction instruction, StageWriter writer) {
    Value from = instruction.inputs().get(0);
    Value to = instruction.output();
    writer.kernel(kernel(label, call, from, to), shape, from, to);
  }

  /** A kernel that reads all but the last of its operands. */
  private static KernelText kernel(String label, String call, Value... operands) {
    List<String> types =
        operands.length == 1
            ? List.of(Numerals.output(operands[0]))
            : List.of(Numerals.input(operands[0]), Numerals.output(operands[1]));
    return new KernelText(label, types, "  " + call + ";\n");
  }

  private static LaunchShape over(Value value, int width) {
    return LaunchShape.over((elements(value) + width - 1) / width);
  }

  private static int width(Value value) {
    return BYTES_AT_ONCE / value.type().bytes();
  }

  private static long elements(Value value) {
    return value.shape().elements();
  }
}
