package io.feedalign.datasets.augment;

/**
 * The weights of one axis of a bilinear scaling with antialiasing: output i is the sum over t of
 * {@code weights[i * most + t] * input[first[i] + t] / 2^22}.
 *
 * <p>The triangle's half width is one input pixel, or one output pixel where that is wider, as in
 * Pillow's {@code Resample.c}: the weights and their rounding are the same to the bit.
 *
 * @param first the first input of each output
 * @param counts how many inputs each output has
 * @param weights fixed-point numbers of 22 bits behind the point
 * @param most distance between the weights of two outputs
 */
@SuppressWarnings("ArrayRecordComponent") // Read in inner loops, never compared.
public record Taps(int[] first, int[] counts, int[] weights, int most) {
  /** Bits behind the point: 8 of a pixel and 2 to spare are left of 32. */
  public static final int BITS = 32 - 8 - 2;

  /** One axis of what is scaled: how many inputs there are, and which stretch of them is meant. */
  public record Axis(int inputs, double from, double length) {
    /** All of them. */
    public static Axis whole(int inputs) {
      return new Axis(inputs, 0, inputs);
    }
  }

  /**
   * The weights of some outputs.
   *
   * @param outputs how many the whole stretch is scaled to
   * @param start the first output that is wanted
   * @param wanted how many are
   */
  public static Taps of(Axis axis, int outputs, int start, int wanted) {
    double scale = axis.length() / outputs;
    double support = Math.max(scale, 1);
    int most = (int) Math.ceil(support) * 2 + 1;
    Taps taps = new Taps(new int[wanted], new int[wanted], new int[wanted * most], most);
    double[] exact = new double[most];
    for (int i = 0; i < wanted; i++) {
      double centre = axis.from() + (start + i + 0.5) * scale;
      int low = Math.max(0, (int) (centre - support + 0.5));
      int high = Math.min(axis.inputs(), (int) (centre + support + 0.5));
      taps.first[i] = low;
      taps.counts[i] = high - low;
      taps.weigh(i, exact, centre - 0.5, support);
    }
    return taps;
  }

  private void weigh(int output, double[] exact, double centre, double support) {
    double narrow = 1 / support;
    double sum = 0;
    for (int t = 0; t < counts[output]; t++) {
      double distance = Math.abs((t + first[output] - centre) * narrow);
      exact[t] = distance < 1 ? 1 - distance : 0;
      sum += exact[t];
    }
    for (int t = 0; t < counts[output]; t++) {
      double weight = sum == 0 ? exact[t] : exact[t] / sum;
      weights[output * most + t] = (int) (0.5 + weight * (1 << BITS));
    }
  }

  /** The same outputs in the opposite order. */
  public Taps mirrored() {
    int outputs = first.length;
    Taps mirrored = new Taps(new int[outputs], new int[outputs], new int[weights.length], most);
    for (int i = 0; i < outputs; i++) {
      int other = outputs - 1 - i;
      mirrored.first[i] = first[other];
      mirrored.counts[i] = counts[other];
      System.arraycopy(weights, other * most, mirrored.weights, i * most, most);
    }
    return mirrored;
  }
}
