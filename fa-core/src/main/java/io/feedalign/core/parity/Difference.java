package io.feedalign.core.parity;

/** How far two results lie apart: the largest difference, relative to the largest number. */
final class Difference {
  private Difference() {}

  /** 0 for the same numbers; infinite where only one has a number at all. */
  static double of(double[] first, double[] second) {
    double largest = 0;
    double apart = 0;
    for (int i = 0; i < first.length; i++) {
      if (Double.isFinite(first[i]) && Double.isFinite(second[i])) {
        largest = Math.max(largest, Math.max(Math.abs(first[i]), Math.abs(second[i])));
        apart = Math.max(apart, Math.abs(first[i] - second[i]));
      } else if (Double.compare(first[i], second[i]) != 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return apart == 0 ? 0 : apart / largest;
  }
}
