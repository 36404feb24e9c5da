package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.ConvolutionJob.Verb;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.error.FaException;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
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
    Gemm gemm = (Gemm) step.op();
    Value a = step.inputs().get(0);
    Value b = step.inputs().get(1);
    DType type = inputType(step);
    ProductJob job =
        new ProductJob(
            a.shape().size(gemm.transposeA() ? 1 : 0),
            b.shape().size(gemm.transposeB() ? 0 : 1),
            a.shape().size(gemm.transposeA() ? 0 : 1),
            gemm.transposeA(),
            gemm.transposeB(),
            type,
            type,
            step.output().type());
    writer.product(job, a, b, step.output());
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
