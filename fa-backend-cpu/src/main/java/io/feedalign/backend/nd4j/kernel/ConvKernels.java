package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.KernelTable;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.backend.nd4j.view.NdArrays;
import io.feedalign.backend.nd4j.view.Scratch;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Instruction;
import io.feedalign.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The three verbs of convolution: directly where ND4J can be given the images, else by frames. */
public final class ConvKernels {
  private final Scratch scratch;
  private final WorkPool pool;

  private ConvKernels(Scratch scratch, WorkPool pool) {
    this.scratch = scratch;
    this.pool = pool;
  }

  /** The three verbs, with working memory of at least {@link #need} of each instruction. */
  public static KernelTable table(Scratch scratch, WorkPool pool) {
    ConvKernels kernels = new ConvKernels(scratch, pool);
    return KernelTable.empty()
        .with(Conv2d.class, kernels::drive)
        .with(Conv2dInputGrad.class, kernels::pull)
        .with(Conv2dWeightGrad.class, kernels::correlate);
  }

  /** The working memory that an instruction needs. */
  public static Scratch.Need need(Instruction instruction) {
    if (instruction.op() instanceof Conv2d) {
      SlidingWindow window = driven(instruction);
      return window.plain() ? Scratch.Need.NONE : FramedConvolution.need(window);
    }
    if (instruction.op() instanceof Conv2dInputGrad) {
      SlidingWindow window = pulled(instruction);
      return direct(window) ? Scratch.Need.NONE : FramedConvolution.need(window);
    }
    if (instruction.op() instanceof Conv2dWeightGrad) {
      SlidingWindow window = correlated(instruction);
      long discarded = Math.max(window.image().elements(), window.signalFloats());
      return window.plain()
          ? new Scratch.Need(discarded, window.weightFloats())
          : FramedConvolution.need(window);
    }
    return Scratch.Need.NONE;
  }

  private Kernel drive(Instruction instruction, Views views) {
    SlidingWindow window = driven(instruction);
    if (!window.plain()) {
      return new FramedConvolution(window, scratch, pool).drive(instruction, views);
    }
    INDArray[] arrays = arrays(instruction, views);
    return new NativeConvolution(window, false).drive(arrays[0], arrays[1], arrays[2]);
  }

  private Kernel pull(Instruction instruction, Views views) {
    SlidingWindow window = pulled(instruction);
    if (!direct(window)) {
      return new FramedConvolution(window, scratch, pool).pull(instruction, views);
    }
    INDArray[] arrays = arrays(instruction, views);
    return new NativeConvolution(window, false).pull(arrays[0], arrays[1], arrays[2]);
  }

  private Kernel correlate(Instruction instruction, Views views) {
    SlidingWindow window = correlated(instruction);
    if (!window.plain()) {
      return new FramedConvolution(window, scratch, pool).correlate(instruction, views);
    }
    INDArray[] arrays = arrays(instruction, views);
    return new NativeConvolution(window, false).correlate(arrays[0], arrays[1], arrays[2], scratch);
  }

  /**
   * Whether deconv2d, which works the image's size out from the signal's, comes to the right one.
   */
  private static boolean direct(SlidingWindow window) {
    return window.plain() && window.exact();
  }

  private static INDArray[] arrays(Instruction instruction, Views views) {
    return new INDArray[] {
      NdArrays.of(views, instruction.inputs().get(0)),
      NdArrays.of(views, instruction.inputs().get(1)),
      NdArrays.of(views, instruction.output())
    };
  }

  private static SlidingWindow driven(Instruction instruction) {
    Conv2d op = (Conv2d) instruction.op();
    Shape image = instruction.inputs().get(0).shape();
    return new SlidingWindow(op.geometry(), image, instruction.output().shape().size(1));
  }

  private static SlidingWindow pulled(Instruction instruction) {
    Conv2dInputGrad op = (Conv2dInputGrad) instruction.op();
    int outputs = instruction.inputs().get(0).shape().size(1);
    return new SlidingWindow(op.geometry(), op.input(), outputs);
  }

  private static SlidingWindow correlated(Instruction instruction) {
    Conv2dWeightGrad op = (Conv2dWeightGrad) instruction.op();
    Shape image = instruction.inputs().get(0).shape();
    return new SlidingWindow(op.geometry(), image, instruction.inputs().get(1).shape().size(1));
  }
}
