package io.feedalign.datasets.pipeline;

import io.feedalign.datasets.augment.Pixels;
import io.feedalign.tensor.Shape;

/** Images of one size held in memory as bytes, channels last, one after the other. */
public final class ByteImages implements PixelSource {
  private final byte[] pixels;
  private final int[] labels;
  private final Shape shape;

  /**
   * Images that share the given arrays.
   *
   * @param pixels unsigned bytes, image by image, channels last
   * @param labels a class for each image
   * @param shape (C, H, W) of an image
   */
  public ByteImages(byte[] pixels, int[] labels, Shape shape) {
    this.pixels = pixels;
    this.labels = labels;
    this.shape = shape;
  }

  @Override
  public int count() {
    return labels.length;
  }

  @Override
  public int label(int position) {
    return labels[position];
  }

  @Override
  public Pixels pixels(int position) {
    int size = pixels.length / labels.length;
    return Pixels.in(pixels, position * size, shape.size(1), shape.size(2), shape.size(0));
  }
}
