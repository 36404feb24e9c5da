package io.feedalign.rules.lab;

import io.feedalign.ir.Philox;
import java.util.function.DoubleUnaryOperator;

/** Plain double arithmetic on arrays, sharing nothing with the code under test. */
public final class Vectors {
  private Vectors() {}

  /** A function of each element. */
  public static double[] map(double[] x, DoubleUnaryOperator function) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = function.applyAsDouble(x[i]);
    }
    return y;
  }

  /** {@code c x}. */
  public static double[] scale(double[] x, double c) {
    return map(x, element -> c * element);
  }

  /** abs(m) times sgn(w), by cases. */
  public static double[] withSignOf(double[] m, double[] w) {
    double[] b = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      double size = m[i] < 0 ? -m[i] : m[i];
      b[i] = w[i] > 0 ? size : w[i] < 0 ? -size : 0;
    }
    return b;
  }

  /** sgn(w), by cases. */
  public static double[] sign(double[] w) {
    double[] ones = new double[w.length];
    java.util.Arrays.fill(ones, 1);
    return withSignOf(ones, w);
  }

  /** Sum of products. */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Frobenius norm. */
  public static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  /** Angle in degrees. */
  public static double angle(double[] a, double[] b) {
    double cosine = dot(a, b) / (norm(a) * norm(b));
    return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
  }

  /** The largest difference, relative to the largest element. */
  public static double distance(double[] a, double[] b) {
    double difference = 0;
    double size = 1e-300;
    for (int i = 0; i < a.length; i++) {
      difference = Math.max(difference, Math.abs(a[i] - b[i]));
      size = Math.max(size, Math.max(Math.abs(a[i]), Math.abs(b[i])));
    }
    return difference / size;
  }

  /** Standard Gaussian numbers named by a seed and a path. */
  public static double[] gaussians(long seed, String path, int step, int count) {
    float[] numbers = new float[count];
    Philox.normals(Philox.key(seed, path), step, 0, numbers, count);
    double[] wide = new double[count];
    for (int i = 0; i < count; i++) {
      wide[i] = numbers[i];
    }
    return wide;
  }
}
