package io.feedalign.core.audit;

import java.util.Arrays;

/** Sizes of arrays of numbers and of their differences. */
final class Norms {
  /** Below this, a number is nothing: the square of a single stays above it. */
  static final double NOTHING = 1e-30;

  private Norms() {}

  static double of(double[] x) {
    double sum = 0;
    for (double element : x) {
      sum += element * element;
    }
    return Math.sqrt(sum);
  }

  static double[] squares(double[] x) {
    return Arrays.stream(x).map(each -> each * each).toArray();
  }

  static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /** How far found numbers are from expected ones, in parts of the expected norm. */
  static double residual(double[] found, double[] expected) {
    return parts(distance(found, expected), of(expected));
  }

  /** A distance in parts of a norm; nothing of nothing is 0, and not a number stays so. */
  static double parts(double distance, double norm) {
    return distance <= NOTHING ? 0 : distance / Math.max(norm, NOTHING);
  }

  /** How far found numbers are from expected ones beyond what is allowed anyhow, in parts. */
  static double residual(double[] found, double[] expected, double allowed) {
    double distance = distance(found, expected);
    return distance <= allowed ? 0 : parts(distance - allowed, of(expected));
  }

  static boolean finite(double[] x) {
    return Double.isFinite(of(x));
  }

  /** Not a number where one of them is nothing. */
  static double cosine(double[] a, double[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    double norms = of(a) * of(b);
    return norms <= NOTHING ? Double.NaN : dot / norms;
  }

  /** In how many places two arrays differ by a bit. */
  static int differing(double[] a, double[] b) {
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      count += Double.doubleToLongBits(a[i]) == Double.doubleToLongBits(b[i]) ? 0 : 1;
    }
    return count;
  }
}
