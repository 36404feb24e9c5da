package io.feedalign.testkit;

import io.feedalign.ir.Philox;
import io.feedalign.tensor.Shape;

/** Test numbers: reproducible, named by a key, and whole in single precision. */
public final class Numbers {

  private Numbers() {}

  /** Standard Gaussian numbers. */
  public static double[] normal(long key, Shape shape) {
    float[] drawn = new float[Math.toIntExact(shape.elements())];
    Philox.normals(key, 0, 0, drawn, drawn.length);
    return widened(drawn);
  }

  /** Numbers in [low, high). */
  public static double[] uniform(long key, double low, double high, Shape shape) {
    float[] drawn = new float[Math.toIntExact(shape.elements())];
    Philox.uniforms(key, 0, 0, drawn, drawn.length);
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (float) (low + (high - low) * drawn[i]);
    }
    return widened(drawn);
  }

  /** Class indices in [0, classes). */
  public static double[] targets(long key, int rows, int classes) {
    double[] targets = new double[rows];
    for (int i = 0; i < rows; i++) {
      targets[i] = Philox.below(key, 0, i, classes);
    }
    return targets;
  }

  /** {@code sum of a b}. */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Euclidean norm. */
  public static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** The largest magnitude; 0 of nothing. */
  public static double largest(double[] a) {
    double largest = 0;
    for (double element : a) {
      largest = Math.max(largest, Math.abs(element));
    }
    return largest;
  }

  static double[] widened(float[] narrow) {
    double[] wide = new double[narrow.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = narrow[i];
    }
    return wide;
  }
}
