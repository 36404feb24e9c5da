package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.KernelTable;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.backend.nd4j.view.NativeCall;
import io.feedalign.backend.nd4j.view.NdArrays;
import io.feedalign.backend.nd4j.view.Scratch;
import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.Instruction;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Average pooling. In a frame padding always counts; where it must not, means are multiplied by
 * (elements of the window) / (elements that are no padding).
 */
public final class AvgPoolKernels {
  private final Scratch scratch;
  private final WorkPool pool;

  private AvgPoolKernels(Scratch scratch, WorkPool pool) {
    this.scratch = scratch;
    this.pool = pool;
  }

  /** Average pooling and its adjoint, with working memory of at least {@link #need}. */
  public static KernelTable table(Scratch scratch, WorkPool pool) {
    AvgPoolKernels kernels = new AvgPoolKernels(scratch, pool);
    return KernelTable.empty()
        .with(AvgPool.class, kernels::average)
        .with(AvgPoolGrad.class, kernels::spread);
  }

  /** The working memory that an instruction needs. */
  public static Scratch.Need need(Instruction instruction) {
    if (instruction.op() instanceof AvgPool) {
      SlidingWindow window = averaging(instruction);
      return window.plain() ? Scratch.Need.NONE : new Scratch.Need(window.frameFloats(), 0);
    }
    if (instruction.op() instanceof AvgPoolGrad) {
      SlidingWindow window = spreading((AvgPoolGrad) instruction.op());
      long floats = Scratch.aligned(window.frameFloats()) + window.signalFloats();
      return window.plain() ? Scratch.Need.NONE : new Scratch.Need(floats, 0);
    }
    return Scratch.Need.NONE;
  }

  private Kernel average(Instruction instruction, Views views) {
    AvgPool op = (AvgPool) instruction.op();
    SlidingWindow window = averaging(instruction);
    INDArray output = NdArrays.of(views, instruction.output());
    if (window.plain()) {
      INDArray image = NdArrays.of(views, instruction.inputs().get(0));
      return call("avgpool2d", window, op.countPadding()).reads(image).writes(output).bind();
    }
    INDArray frame = scratch.array(0, window.frameSizes());
    FloatBuffer image = views.floats(instruction.inputs().get(0));
    List<Kernel> steps = new ArrayList<>();
    steps.add(new Framing(window, pool).lay(image, frameFloats(window), 0, 0f));
    steps.add(call("avgpool2d", window, true).reads(frame).writes(output).bind());
    if (!op.countPadding()) {
      steps.add(correct(window, output, output));
    }
    return new Sequence(steps);
  }

  private Kernel spread(Instruction instruction, Views views) {
    AvgPoolGrad op = (AvgPoolGrad) instruction.op();
    SlidingWindow window = spreading(op);
    INDArray signal = NdArrays.of(views, instruction.inputs().get(0));
    if (window.plain()) {
      // Of the image, which comes first, only the sizes are looked at.
      INDArray image = NdArrays.of(views, instruction.output());
      return call("avgpool2d_bp", window, op.countPadding())
          .reads(image, signal)
          .writes(image)
          .bind();
    }
    INDArray frame = scratch.array(0, window.frameSizes());
    List<Kernel> steps = new ArrayList<>();
    if (!op.countPadding()) {
      INDArray corrected =
          scratch.array(Scratch.aligned(window.frameFloats()), window.signalSizes());
      steps.add(correct(window, signal, corrected));
      signal = corrected;
    }
    steps.add(call("avgpool2d_bp", window, true).reads(frame, signal).writes(frame).bind());
    FloatBuffer image = views.floats(instruction.output());
    steps.add(new Framing(window, pool).take(frameFloats(window), image, 0));
    return new Sequence(steps);
  }

  private static NativeCall call(String name, SlidingWindow window, boolean countPadding) {
    return NativeCall.of(name)
        .integers(window.pooling(!window.plain(), countPadding))
        .accelerated(window.dense()); // the accelerated one ignores dilation
  }

  private static Kernel correct(SlidingWindow window, INDArray from, INDArray to) {
    float[] factors = new float[window.outputHeight() * window.outputWidth()];
    for (int i = 0; i < factors.length; i++) {
      int inside = window.inside(i / window.outputWidth(), i % window.outputWidth());
      int all = window.geometry().kernel().h() * window.geometry().kernel().w();
      factors[i] = inside == 0 ? 0f : (float) all / inside;
    }
    INDArray constant =
        NdArrays.constant(factors, 1, window.outputHeight(), window.outputWidth(), 1);
    return NativeCall.of("multiply").reads(from, constant).writes(to).bind();
  }

  private FloatBuffer frameFloats(SlidingWindow window) {
    return scratch.floats(0, window.frameFloats());
  }

  private static SlidingWindow averaging(Instruction instruction) {
    AvgPool op = (AvgPool) instruction.op();
    return SlidingWindow.pooling(op.geometry(), instruction.inputs().get(0).shape());
  }

  private static SlidingWindow spreading(AvgPoolGrad op) {
    return SlidingWindow.pooling(op.geometry(), op.input());
  }
}
