package io.feedalign.bench.check;

/**
 * One line of a baseline: how much longer one thing takes than another.
 *
 * @param measured what is guarded, such as {@code step lenet fa}
 * @param against what it is compared with, measured in turn with it
 * @param ratio of their times, when the baseline was written; less is better
 * @param tolerance how much larger the ratio may be now, as a part of it
 */
public record Row(String measured, String against, double ratio, double tolerance) {
  /** The largest ratio that is let pass. */
  double limit() {
    return ratio * (1 + tolerance);
  }

  /** The same row with another ratio. */
  Row with(double other) {
    return new Row(measured, against, other, tolerance);
  }

  /** What it compares. */
  public String title() {
    return measured + " / " + against;
  }
}
