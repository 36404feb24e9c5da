package io.feedalign.backend.nd4j.kernel;

import io.feedalign.ir.Geometry;
import io.feedalign.tensor.Shape;

/**
 * A window sliding over images of one shape, with what decides which way ND4J is asked.
 *
 * <p>Where ND4J cannot be asked about the image itself, the image is laid into a <em>frame</em>:
 * exactly the pixels that some window sees, padding included, of one group of channels.
 *
 * @param image (N, C, H, W)
 * @param outputs channels of the signal, all groups together
 */
record SlidingWindow(Geometry geometry, Shape image, int outputs) {
  private static final long EXPLICIT_PADDING = 0;
  private static final long CHANNELS_LAST = 1;
  private static final long WEIGHTS_OIHW = 1;

  /** A window for pooling: every channel by itself. */
  static SlidingWindow pooling(Geometry geometry, Shape image) {
    return new SlidingWindow(geometry, image, image.size(1));
  }

  int samples() {
    return image.size(0);
  }

  int groups() {
    return geometry.groups();
  }

  int height() {
    return image.size(2);
  }

  int width() {
    return image.size(3);
  }

  int outputHeight() {
    return geometry.outputHeight(height());
  }

  int outputWidth() {
    return geometry.outputWidth(width());
  }

  int channelsPerGroup() {
    return image.size(1) / groups();
  }

  int outputsPerGroup() {
    return outputs / groups();
  }

  int frameHeight() {
    return (outputHeight() - 1) * geometry.stride().h()
        + geometry.dilation().h() * (geometry.kernel().h() - 1)
        + 1;
  }

  int frameWidth() {
    return (outputWidth() - 1) * geometry.stride().w()
        + geometry.dilation().w() * (geometry.kernel().w() - 1)
        + 1;
  }

  /** Sizes of the image in memory order. */
  long[] imageSizes() {
    return new long[] {samples(), height(), width(), image.size(1)};
  }

  /** Sizes of a frame in memory order. */
  long[] frameSizes() {
    return new long[] {samples(), frameHeight(), frameWidth(), channelsPerGroup()};
  }

  /** Sizes of one group's signal in memory order. */
  long[] signalSizes() {
    return new long[] {samples(), outputHeight(), outputWidth(), outputsPerGroup()};
  }

  /** Sizes of one group's weights. */
  long[] weightSizes() {
    return new long[] {
      outputsPerGroup(), channelsPerGroup(), geometry.kernel().h(), geometry.kernel().w()
    };
  }

  long frameFloats() {
    return product(frameSizes());
  }

  long signalFloats() {
    return product(signalSizes());
  }

  long weightFloats() {
    return product(weightSizes());
  }

  /** Whether ND4J can be given the image itself: equal padding on opposite sides, one group. */
  boolean plain() {
    Geometry.Padding padding = geometry.padding();
    return groups() == 1 && padding.top() == padding.bottom() && padding.left() == padding.right();
  }

  /**
   * Whether the windows end exactly where the padding ends, so that sizes can be told backwards.
   */
  boolean exact() {
    return frameHeight() - 2 * geometry.padding().top() == height()
        && frameWidth() - 2 * geometry.padding().left() == width();
  }

  boolean dense() {
    return geometry.dilation().h() == 1 && geometry.dilation().w() == 1;
  }

  /** How many elements of the window at an output place lie in the image itself. */
  int inside(int row, int column) {
    Geometry g = geometry;
    return inside(
            row * g.stride().h() - g.padding().top(), g.kernel().h(), g.dilation().h(), height())
        * inside(
            column * g.stride().w() - g.padding().left(),
            g.kernel().w(),
            g.dilation().w(),
            width());
  }

  private static int inside(int start, int kernel, int dilation, int size) {
    int count = 0;
    for (int i = 0; i < kernel; i++) {
      int place = start + i * dilation;
      count += place >= 0 && place < size ? 1 : 0;
    }
    return count;
  }

  /** Integer arguments for ND4J's convolutions, over the image or over a frame. */
  long[] convolution(boolean framed) {
    return arguments(framed, WEIGHTS_OIHW);
  }

  /**
   * Integer arguments for ND4J's pooling, over the image or over a frame.
   *
   * @param extra 1 if padding counts in an average
   */
  long[] pooling(boolean framed, boolean extra) {
    long[] arguments = arguments(framed, CHANNELS_LAST);
    arguments[9] = extra ? 1 : 0; // where convolutions have the order of channels
    return arguments;
  }

  private long[] arguments(boolean framed, long weights) {
    Geometry g = geometry;
    long top = framed ? 0 : g.padding().top();
    long left = framed ? 0 : g.padding().left();
    return new long[] {
      g.kernel().h(),
      g.kernel().w(),
      g.stride().h(),
      g.stride().w(),
      top,
      left,
      g.dilation().h(),
      g.dilation().w(),
      EXPLICIT_PADDING,
      CHANNELS_LAST,
      weights
    };
  }

  private static long product(long[] sizes) {
    long product = 1;
    for (long size : sizes) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }
}
