package io.feedalign.datasets.pipeline;

import java.nio.FloatBuffer;

/** Images held in memory as bytes, channels last, one after the other. */
public final class ByteImages implements Samples {
  private final byte[] pixels;
  private final int[] labels;
  private final float[] table;
  private final int stride;

  /**
   * Images that share the given arrays.
   *
   * @param pixels unsigned bytes, image by image, channels last
   * @param labels a class for each image
   */
  public ByteImages(byte[] pixels, int[] labels, Normalisation normalisation) {
    this.pixels = pixels;
    this.labels = labels;
    this.table = normalisation.table();
    this.stride = pixels.length / labels.length;
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
  public void decode(int position, FloatBuffer into, int at) {
    int start = position * stride;
    for (int i = 0; i < stride; i++) {
      into.put(at + i, table[pixels[start + i] & 0xff]);
    }
  }
}
