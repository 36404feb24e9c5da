package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.backend.nd4j.view.NdArrays;
import io.feedalign.backend.nd4j.view.Scratch;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution group by group, each image laid into a frame with its padding, for what ND4J cannot
 * do itself: unequal padding, groups, and pulls onto images that have pixels no window reaches.
 *
 * <p>Scratch holds first what {@link NativeConvolution#correlate} lets go, then the frame, then one
 * group's signal.
 */
final class FramedConvolution {
  private final SlidingWindow window;
  private final Scratch scratch;
  private final Framing framing;
  private final NativeConvolution convolution;

  FramedConvolution(SlidingWindow window, Scratch scratch, WorkPool pool) {
    this.window = window;
    this.scratch = scratch;
    this.framing = new Framing(window, pool);
    this.convolution = new NativeConvolution(window, true);
  }

  static Scratch.Need need(SlidingWindow window) {
    return new Scratch.Need(sliceOffset(window) + window.signalFloats(), window.weightFloats());
  }

  Kernel drive(Instruction instruction, Views views) {
    FloatBuffer image = views.floats(instruction.inputs().get(0));
    FloatBuffer output = views.floats(instruction.output());
    List<Kernel> steps = new ArrayList<>();
    for (int group = 0; group < window.groups(); group++) {
      INDArray weight = weight(views, instruction.inputs().get(1), group);
      steps.add(framing.lay(image, frame(), group, 0f));
      steps.add(convolution.drive(frameArray(), weight, sliceArray()));
      steps.add(framing.unslice(slice(), output, group));
    }
    return new Sequence(steps);
  }

  Kernel pull(Instruction instruction, Views views) {
    FloatBuffer signal = views.floats(instruction.inputs().get(0));
    FloatBuffer image = views.floats(instruction.output());
    List<Kernel> steps = new ArrayList<>();
    for (int group = 0; group < window.groups(); group++) {
      INDArray weight = weight(views, instruction.inputs().get(1), group);
      steps.add(framing.slice(signal, slice(), group));
      steps.add(convolution.pull(sliceArray(), weight, frameArray()));
      steps.add(framing.take(frame(), image, group));
    }
    return new Sequence(steps);
  }

  Kernel correlate(Instruction instruction, Views views) {
    FloatBuffer image = views.floats(instruction.inputs().get(0));
    FloatBuffer signal = views.floats(instruction.inputs().get(1));
    List<Kernel> steps = new ArrayList<>();
    for (int group = 0; group < window.groups(); group++) {
      INDArray gradient = weight(views, instruction.output(), group);
      steps.add(framing.lay(image, frame(), group, 0f));
      steps.add(framing.slice(signal, slice(), group));
      steps.add(convolution.correlate(frameArray(), sliceArray(), gradient, scratch));
    }
    return new Sequence(steps);
  }

  private INDArray weight(Views views, Value value, int group) {
    long bytes = window.weightFloats() * Float.BYTES;
    BytePointer all = views.pointer(value);
    BytePointer part = all.getPointer(group * bytes).capacity(bytes);
    return NdArrays.of(part, window.weightSizes());
  }

  private FloatBuffer frame() {
    return scratch.floats(frameOffset(window), window.frameFloats());
  }

  private INDArray frameArray() {
    return scratch.array(frameOffset(window), window.frameSizes());
  }

  private FloatBuffer slice() {
    return scratch.floats(sliceOffset(window), window.signalFloats());
  }

  private INDArray sliceArray() {
    return scratch.array(sliceOffset(window), window.signalSizes());
  }

  private static long frameOffset(SlidingWindow window) {
    return Scratch.aligned(Math.max(window.frameFloats(), window.signalFloats()));
  }

  private static long sliceOffset(SlidingWindow window) {
    return frameOffset(window) + Scratch.aligned(window.frameFloats());
  }
}
