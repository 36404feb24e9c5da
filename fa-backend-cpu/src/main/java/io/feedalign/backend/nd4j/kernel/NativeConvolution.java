package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.nd4j.view.NativeCall;
import io.feedalign.backend.nd4j.view.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The three verbs asked of ND4J, over whole images or over one group's frames.
 *
 * <p>A {@code pull} is {@code deconv2d}, which takes (out, in, kh, kw) weights as they are. ND4J
 * has no operation for the weight gradient alone: a {@code correlate} takes it from {@code
 * conv2d_bp} or {@code deconv2d_bp}, with zeros for the weights, and lets the other result go.
 *
 * @param framed whether x is a frame, which carries its padding itself
 */
record NativeConvolution(SlidingWindow window, boolean framed) {
  /** Up to here the other result of deconv2d_bp is cheaper than that of conv2d_bp (measured). */
  private static final int FEW_CHANNELS = 16;

  Kernel drive(INDArray x, INDArray w, INDArray y) {
    return call("conv2d").reads(x, w).writes(y).bind();
  }

  Kernel pull(INDArray s, INDArray w, INDArray x) {
    return call("deconv2d").reads(s, w).writes(x).bind();
  }

  /** The weight gradient; what is let go lies at the front of the scratch memory. */
  Kernel correlate(INDArray x, INDArray s, INDArray gradient, Scratch scratch) {
    INDArray zeros = scratch.zeros(window.weightSizes());
    if (backwards()) {
      INDArray discarded = scratch.array(0, s.shape());
      return call("deconv2d_bp").reads(s, zeros, x).writes(discarded, gradient).bind();
    }
    INDArray discarded = scratch.array(0, x.shape());
    return call("conv2d_bp").reads(x, zeros, s).writes(discarded, gradient).bind();
  }

  private boolean backwards() {
    return (framed || window.exact())
        && window.dense()
        && window.channelsPerGroup() <= FEW_CHANNELS;
  }

  private NativeCall call(String operation) {
    // The accelerated convolutions forget dilation when they work out the padding.
    return NativeCall.of(operation)
        .integers(window.convolution(framed))
        .accelerated(window.dense());
  }
}
