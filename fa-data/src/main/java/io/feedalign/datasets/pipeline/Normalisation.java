package io.feedalign.datasets.pipeline;

import java.util.List;

/**
 * The affine map from a stored byte to what a network sees: {@code (byte / 255 - mean) / std}, with
 * a mean and a deviation for each channel, or one for all.
 *
 * @param mean mean of the data set's pixels, on the scale from 0 to 1
 * @param std their standard deviation, on the same scale
 */
public record Normalisation(List<Double> mean, List<Double> std) {

  /** Copies both lists. */
  public Normalisation {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }

  /** The same map for every channel. */
  public Normalisation(double mean, double std) {
    this(List.of(mean), List.of(std));
  }

  /**
   * What each of the 256 byte values becomes, channel after channel, computed in double precision
   * and rounded once: entry {@code 256 * channel + byte}.
   */
  float[] table(int channels) {
    float[] table = new float[256 * channels];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) ((i % 256 / 255.0 - of(mean, i / 256)) / of(std, i / 256));
    }
    return table;
  }

  /** What a step of a byte is in a channel. */
  double slope(int channel) {
    return 1 / (255 * of(std, channel));
  }

  /** What the byte 0 is in a channel. */
  double start(int channel) {
    return -of(mean, channel) / of(std, channel);
  }

  private static double of(List<Double> values, int channel) {
    return values.get(Math.min(channel, values.size() - 1));
  }
}
