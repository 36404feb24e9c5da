package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.KernelTable;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.backend.nd4j.view.NativeCall;
import io.feedalign.backend.nd4j.view.NdArrays;
import io.feedalign.backend.nd4j.view.Scratch;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Max pooling.
 *
 * <p>ND4J's backward pass finds the winners again, so the {@code choice} of a max pooling is the
 * image it looked at, in its frame: see {@link #choiceBytes}.
 */
public final class MaxPoolKernels {
  private final Scratch scratch;
  private final WorkPool pool;

  private MaxPoolKernels(Scratch scratch, WorkPool pool) {
    this.scratch = scratch;
    this.pool = pool;
  }

  /** Max pooling and its adjoint, with working memory of at least {@link #need}. */
  public static KernelTable table(Scratch scratch, WorkPool pool) {
    MaxPoolKernels kernels = new MaxPoolKernels(scratch, pool);
    return KernelTable.empty()
        .with(MaxPool.class, kernels::choose)
        .with(MaxPoolGrad.class, kernels::spread);
  }

  /** The working memory that an instruction needs. */
  public static Scratch.Need need(Instruction instruction) {
    if (instruction.op() instanceof MaxPoolGrad) {
      SlidingWindow window = spreading((MaxPoolGrad) instruction.op());
      return window.plain() ? Scratch.Need.NONE : new Scratch.Need(window.frameFloats(), 0);
    }
    return Scratch.Need.NONE;
  }

  /** Bytes of the second output of a max pooling. */
  public static long choiceBytes(Geometry geometry, Shape image) {
    return choiceFloats(SlidingWindow.pooling(geometry, image)) * Float.BYTES;
  }

  private Kernel choose(Instruction instruction, Views views) {
    Value image = instruction.inputs().get(0);
    SlidingWindow window =
        SlidingWindow.pooling(((MaxPool) instruction.op()).geometry(), image.shape());
    BytePointer choice = views.pointer(instruction.outputs().get(1));
    FloatBuffer kept = choice.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    Kernel keep = keep(window, views.floats(image), kept);
    Kernel pick =
        NativeCall.of("maxpool2d")
            .reads(NdArrays.of(choice, choiceSizes(window)))
            .writes(NdArrays.of(views, instruction.output()))
            .integers(window.pooling(!window.plain(), false))
            .accelerated(window.dense()) // the accelerated one ignores dilation
            .bind();
    return new Sequence(List.of(keep, pick));
  }

  private Kernel keep(SlidingWindow window, FloatBuffer image, FloatBuffer kept) {
    if (window.plain()) {
      return new BlockCopy(image, kept, pool);
    }
    return new Framing(window, pool).lay(image, kept, 0, Float.NEGATIVE_INFINITY);
  }

  private Kernel spread(Instruction instruction, Views views) {
    SlidingWindow window = spreading((MaxPoolGrad) instruction.op());
    INDArray choice = NdArrays.of(views.pointer(instruction.inputs().get(0)), choiceSizes(window));
    INDArray signal = NdArrays.of(views, instruction.inputs().get(1));
    NativeCall call =
        NativeCall.of("maxpool2d_bp")
            .reads(choice, signal)
            .integers(window.pooling(!window.plain(), false))
            .accelerated(window.dense());
    if (window.plain()) {
      return call.writes(NdArrays.of(views, instruction.output())).bind();
    }
    Kernel spread = call.writes(scratch.array(0, window.frameSizes())).bind();
    FloatBuffer frame = scratch.floats(0, window.frameFloats());
    Framing framing = new Framing(window, pool);
    return new Sequence(
        List.of(spread, framing.take(frame, views.floats(instruction.output()), 0)));
  }

  private static SlidingWindow spreading(MaxPoolGrad op) {
    return SlidingWindow.pooling(op.geometry(), op.input());
  }

  private static long[] choiceSizes(SlidingWindow window) {
    return window.plain() ? window.imageSizes() : window.frameSizes();
  }

  private static long choiceFloats(SlidingWindow window) {
    return window.plain() ? window.image().elements() : window.frameFloats();
  }
}
