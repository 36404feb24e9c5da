package io.feedalign.bench.peer;

import java.util.Arrays;

/** Numbers of which the middle and the spread are of interest. */
record Sample(double[] values) {
  Sample {
    values = values.clone();
    Arrays.sort(values);
  }

  double median() {
    return quantile(0.5);
  }

  /** The value below which a share of them lies, interpolated. */
  double quantile(double share) {
    double place = share * (values.length - 1);
    int below = (int) place;
    int above = Math.min(values.length - 1, below + 1);
    return values[below] + (place - below) * (values[above] - values[below]);
  }
}
