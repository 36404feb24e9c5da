package io.feedalign.datasets.pipeline;

import io.feedalign.datasets.augment.Pixels;
import java.nio.FloatBuffer;

/** Writes images as normalised numbers, by a table of all bytes. */
public final class Normaliser {
  private final Normalisation normalisation;
  private final float[] table;
  private final int channels;

  /** A writer of images with a number of channels. */
  public Normaliser(Normalisation normalisation, int channels) {
    this.normalisation = normalisation;
    this.table = normalisation.table(channels);
    this.channels = channels;
  }

  /** Writes an image, channels last, from an absolute place in a buffer on. */
  public void write(Pixels image, FloatBuffer into, int at) {
    byte[] bytes = image.bytes();
    int to = at;
    for (int y = 0; y < image.height(); y++) {
      int from = image.at(y, 0);
      for (int x = 0; x < image.width(); x++) {
        for (int c = 0; c < channels; c++) {
          into.put(to++, table[c << 8 | bytes[from++] & 0xff]);
        }
      }
    }
  }

  /** A writer of rows of so many numbers, whole pixels; for one thread. */
  public NormalisedRows rows(int count) {
    return new NormalisedRows(this, normalisation, channels, count);
  }
}
