package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Op;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.Map;

/**
 * Pooling of images. The choice of a max pooling is the number of the winning element within its
 * window, or the largest number of its type where a window holds nothing but padding.
 */
public final class PoolLowerings {
  /** Windows of at least so many elements, and few of them, have a block of threads each. */
  private static final int WIDE = 16;

  private static final int FEW = 1 << 16;

  private PoolLowerings() {}

  static Map<Class<? extends Op>, Lowering> rows() {
    return Map.of(
        MaxPool.class, PoolLowerings::max,
        MaxPoolGrad.class, PoolLowerings::maxGrad,
        AvgPool.class, PoolLowerings::average,
        AvgPoolGrad.class, PoolLowerings::averageGrad);
  }

  /** Bytes that the choice of a max pooling takes for each window and channel. */
  public static int choiceBytes(Geometry geometry) {
    long elements = elements(geometry);
    if (elements < 1 << Byte.SIZE) {
      return Byte.BYTES;
    }
    return elements < 1 << Short.SIZE ? Short.BYTES : Integer.BYTES;
  }

  private static void max(Instruction instruction, StageWriter writer) {
    Geometry geometry = ((MaxPool) instruction.op()).geometry();
    Value x = instruction.inputs().get(0);
    Pool pool = Pool.of(geometry, x.shape(), x);
    KernelCall call = new KernelCall();
    Operand choice = new Operand.Of(instruction.outputs().get(1));
    String operands = call.reads(x) + ", " + call.writes(instruction.output());
    operands += ", " + call.parameter(choice(geometry) + "*", choice);
    String statement = "max_pool<" + pool.type() + ">(" + operands + ")";
    call.launch("max_pool", statement, LaunchShape.over(pool.windowPacks()), writer);
  }

  private static void maxGrad(Instruction instruction, StageWriter writer) {
    MaxPoolGrad op = (MaxPoolGrad) instruction.op();
    Value signal = instruction.inputs().get(1);
    Pool pool = Pool.of(op.geometry(), op.input(), signal);
    KernelCall call = new KernelCall();
    Operand choice = new Operand.Of(instruction.inputs().get(0));
    String operands = call.parameter("const " + choice(op.geometry()) + "*", choice);
    operands += ", " + call.reads(signal) + ", " + call.writes(instruction.output());
    String statement = "max_pool_grad<" + pool.type() + ">(" + operands + ")";
    call.launch("max_pool_grad", statement, LaunchShape.over(pool.pixelPacks()), writer);
  }

  private static void average(Instruction instruction, StageWriter writer) {
    AvgPool op = (AvgPool) instruction.op();
    Value x = instruction.inputs().get(0);
    Pool pool = Pool.of(op.geometry(), x.shape(), x);
    boolean wide = elements(op.geometry()) >= WIDE && pool.windowPacks() < FEW;
    KernelCall call = new KernelCall();
    String operands = "(" + call.reads(x) + ", " + call.writes(instruction.output()) + ")";
    if (wide) {
      ColumnWalk walk = pool.walk(x.type().bytes());
      String sizes = pool.type() + ", " + op.countPadding() + ", " + walk.tile();
      LaunchShape shape = walk.shape();
      call.launch("avg_pool_wide", "avg_pool_wide<" + sizes + ">" + operands, shape, writer);
    } else {
      String sizes = pool.type() + ", " + op.countPadding();
      LaunchShape shape = LaunchShape.over(pool.windowPacks());
      call.launch("avg_pool", "avg_pool<" + sizes + ">" + operands, shape, writer);
    }
  }

  private static void averageGrad(Instruction instruction, StageWriter writer) {
    AvgPoolGrad op = (AvgPoolGrad) instruction.op();
    Value signal = instruction.inputs().get(0);
    Pool pool = Pool.of(op.geometry(), op.input(), signal);
    KernelCall call = new KernelCall();
    String operands = call.reads(signal) + ", " + call.writes(instruction.output());
    String sizes = pool.type() + ", " + op.countPadding();
    String statement = "avg_pool_grad<" + sizes + ">(" + operands + ")";
    call.launch("avg_pool_grad", statement, LaunchShape.over(pool.pixelPacks()), writer);
  }

  private static long elements(Geometry geometry) {
    return (long) geometry.kernel().h() * geometry.kernel().w();
  }

  private static String choice(Geometry geometry) {
    switch (choiceBytes(geometry)) {
      case Byte.BYTES:
        return "unsigned char";
      case Short.BYTES:
        return "unsigned short";
      default:
        return "unsigned";
    }
  }

  /** Images and their windows, as {@code Pool} of {@code pool.cu}. */
  private record Pool(Geometry geometry, Shape image, int width) {

    static Pool of(Geometry geometry, Shape image, Value read) {
      int width = Widths.dividing(image.size(1), read.type().bytes());
      return new Pool(geometry, image, width);
    }

    String type() {
      String sizes = image.size(0) + ", " + image.size(1) + ", " + width;
      return "Pool<" + sizes + ", " + down() + ", " + across() + ">";
    }

    private String down() {
      Geometry g = geometry;
      String window = g.kernel().h() + ", " + g.stride().h() + ", " + g.padding().top();
      return slide(window, g.dilation().h(), image.size(2), g.outputHeight(image.size(2)));
    }

    private String across() {
      Geometry g = geometry;
      String window = g.kernel().w() + ", " + g.stride().w() + ", " + g.padding().left();
      return slide(window, g.dilation().w(), image.size(3), g.outputWidth(image.size(3)));
    }

    private static String slide(String window, int dilation, int size, int windows) {
      return "Slide<" + window + ", " + dilation + ", " + size + ", " + windows + ">";
    }

    private Shape windows() {
      return geometry.outputShape(image, image.size(1));
    }

    long windowPacks() {
      return windows().elements() / width;
    }

    long pixelPacks() {
      return image.elements() / width;
    }

    /** Every window as a chunk of its own. */
    ColumnWalk walk(int bytes) {
      ColumnWalk whole =
          ColumnWalk.whole(windows().elements() / image.size(1), image.size(1), bytes);
      return new ColumnWalk(whole.rows(), whole.columns(), width, whole.tile(), 1);
    }
  }
}
