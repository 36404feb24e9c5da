package io.feedalign.rules.formula;

/** Plain loops over doubles. */
final class Doubles {
  private Doubles() {}

  /** -1, 0 or 1 for each number. */
  static double[] signs(double[] x) {
    double[] s = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      s[i] = x[i] > 0 ? 1 : x[i] < 0 ? -1 : 0;
    }
    return s;
  }

  /** The sizes of some numbers with the given signs. */
  static double[] sizesOf(double[] x, double[] signs) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (x[i] < 0 ? -x[i] : x[i]) * signs[i];
    }
    return y;
  }

  static double[] times(double[] x, double factor) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] * factor;
    }
    return y;
  }

  static double[] plus(double[] a, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  /** a (rows, m) times b (m, n). */
  static double[] product(double[] a, int rows, double[] b) {
    int m = a.length / rows;
    int n = b.length / m;
    double[] c = new double[rows * n];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < m; k++) {
        double factor = a[i * m + k];
        for (int j = 0; j < n; j++) {
          c[i * n + j] += factor * b[k * n + j];
        }
      }
    }
    return c;
  }

  /** The transpose of a (rows, m), times b (rows, n). */
  static double[] transposedProduct(double[] a, int rows, double[] b) {
    int m = a.length / rows;
    int n = b.length / rows;
    double[] c = new double[m * n];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < m; k++) {
        double factor = a[i * m + k];
        for (int j = 0; j < n; j++) {
          c[k * n + j] += factor * b[i * n + j];
        }
      }
    }
    return c;
  }
}
