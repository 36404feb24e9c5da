package io.feedalign.datasets.pipeline;

/**
 * The affine map from a stored byte to what a network sees: {@code (byte / 255 - mean) / std}.
 *
 * @param mean mean of the data set's pixels, on the scale from 0 to 1
 * @param std their standard deviation, on the same scale
 */
public record Normalisation(double mean, double std) {

  /** What each of the 256 byte values becomes, computed in double precision and rounded once. */
  float[] table() {
    float[] table = new float[256];
    for (int value = 0; value < table.length; value++) {
      table[value] = (float) ((value / 255.0 - mean) / std);
    }
    return table;
  }
}
