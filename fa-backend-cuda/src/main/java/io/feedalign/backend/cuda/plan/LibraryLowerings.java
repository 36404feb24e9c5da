package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.ConvolutionJob.Verb;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.error.FaException;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.util.List;
import java.util.Map;

/** Convolutions and matrix products: one call into a library each. */
final class LibraryLowerings {
  private LibraryLowerings() {}

  static Map<Class<? extends Op>, Lowering> rows() {
    return Map.of(
        Conv2d.class, LibraryLowerings::drive,
        Conv2dInputGrad.class, LibraryLowerings::pull,
        Conv2dWeightGrad.class, LibraryLowerings::correlate,
        Gemm.class, LibraryLowerings::product);
  }

  static Map<Class<? extends Op>, List<Joint>> joints() {
    return Map.of(
        Gemm.class,
        List.of(new Joint(Joint.Side.AFTER, LibraryLowerings::biases, LibraryLowerings::biased)));
  }

  private static void drive(Instruction step, StageWriter writer) {
    Value image = step.inputs().get(0);
    Value weight = step.inputs().get(1);
    Geometry geometry = ((Conv2d) step.op()).geometry();
    Shapes shapes = new Shapes(image, weight, step.output());
    convolution(Verb.DRIVE, geometry, shapes, step, writer);
  }

  private static void pull(Instruction step, StageWriter writer) {
    Value signal = step.inputs().get(0);
    Value weight = step.inputs().get(1);
    Geometry geometry = ((Conv2dInputGrad) step.op()).geometry();
    Shapes shapes = new Shapes(step.output(), weight, signal);
    convolution(Verb.PULL, geometry, shapes, step, writer);
  }

  private static void correlate(Instruction step, StageWriter writer) {
    Value image = step.inputs().get(0);
    Value signal = step.inputs().get(1);
    Geometry geometry = ((Conv2dWeightGrad) step.op()).geometry();
    Shapes shapes = new Shapes(image, step.output(), signal);
    convolution(Verb.CORRELATE, geometry, shapes, step, writer);
  }

  /** Who is who in a convolution, whichever of them is the output. */
  private record Shapes(Value image, Value weight, Value signal) {}

  private static void convolution(
      Verb verb, Geometry geometry, Shapes shapes, Instruction step, StageWriter writer) {
    writer.convolution(
        new ConvolutionJob(
            verb,
            geometry,
            shapes.image.shape(),
            shapes.weight.shape(),
            shapes.signal.shape(),
            inputType(step),
            step.output().type()),
        step.inputs().get(0),
        step.inputs().get(1),
        step.output());
  }

  private static void product(Instruction step, StageWriter writer) {
    writer.product(job(step), step.inputs().get(0), step.inputs().get(1), step.output());
  }

  private static ProductJob job(Instruction step) {
    Gemm gemm = (Gemm) step.op();
    Value a = step.inputs().get(0);
    Value b = step.inputs().get(1);
    DType type = inputType(step);
    return new ProductJob(
        a.shape().size(gemm.transposeA() ? 1 : 0),
        b.shape().size(gemm.transposeB() ? 0 : 1),
        a.shape().size(gemm.transposeA() ? 0 : 1),
        gemm.transposeA(),
        gemm.transposeB(),
        type,
        type,
        step.output().type());
  }

  /**
   * Whether an instruction does nothing but add a bias. Where more follows, such as a ReLU, that is
   * a kernel in any case, which adds the bias for nothing; and the library's own ReLU does not say
   * what it makes of NaN.
   */
  private static boolean biases(Instruction product, Instruction next) {
    List<Instruction> steps = Pointwise.steps(next);
    Instruction add = steps.get(0);
    return steps.size() == 1
        && add.op().equals(new AxisAdd(1))
        && add.inputs().get(0).equals(product.output())
        && add.inputs().get(1).type() == DType.F32
        && next.output().type() == DType.F32;
  }

  private static void biased(Instruction step, Instruction next, StageWriter writer) {
    Value bias = Pointwise.steps(next).get(0).inputs().get(1);
    ProductJob job = job(step).withBias(true);
    writer.product(job, step.inputs().get(0), step.inputs().get(1), bias, next.output());
  }

  /** The compiler casts both operands alike; only a program written by hand can mix types. */
  private static DType inputType(Instruction step) {
    DType type = step.inputs().get(0).type();
    DType other = step.inputs().get(1).type();
    boolean number = type == DType.F32 || type == DType.BF16;
    if (type != other || !number) {
      throw FaException.plugin(
          "A convolution or product needs both operands in F32 or both in BF16, but "
              + step
              + " has "
              + type
              + " and "
              + other
              + ". Cast one of them.");
    }
    return type;
  }
}
