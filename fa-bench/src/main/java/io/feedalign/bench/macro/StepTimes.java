package io.feedalign.bench.macro;

import java.util.Arrays;

/** How long each step took under one rule. */
public record StepTimes(String rule, double[] milliseconds) {
  /** Copies the array. */
  public StepTimes {
    milliseconds = milliseconds.clone();
  }

  /** The middle one; the mean of the two in the middle of an even number. */
  public double median() {
    double[] sorted = milliseconds.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The shortest. */
  public double min() {
    return Arrays.stream(milliseconds).min().orElse(Double.NaN);
  }

  /** The middle of the ratios of runs made at about the same time. */
  public double ratioTo(StepTimes other) {
    double[] ratios = new double[Math.min(milliseconds.length, other.milliseconds.length)];
    Arrays.setAll(ratios, i -> milliseconds[i] / other.milliseconds[i]);
    return new StepTimes(rule, ratios).median();
  }
}
