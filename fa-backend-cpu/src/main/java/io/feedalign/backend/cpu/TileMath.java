package io.feedalign.backend.cpu;

/**
 * Loops over one tile, each written so that HotSpot turns it into vector instructions: no branches
 * and no conditional moves, which it leaves scalar.
 */
final class TileMath {
  // Three times this factor lifts any positive float, subnormals too, to infinity.
  private static final float HUGE = 1e38f;

  // Added and taken away again, it leaves of a number multiples of 2^-100, which are not subnormal,
  // and all of a number above 2^-51.
  private static final float COARSE = 0x1p-76f;

  // The bits after those of infinity.
  private static final int BEYOND = 0x7F800001;

  private TileMath() {}

  static void abs(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.abs(x[i]);
    }
  }

  static void square(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] * x[i];
    }
  }

  static void sqrt(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.sqrt(x[i]);
    }
  }

  static void relu(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  /** 1 where x > 0, else 0. */
  static void positive(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(Math.max(x[i], 0f) * HUGE * HUGE * HUGE, 1f);
    }
  }

  static void sign(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float up = Math.min(Math.max(x[i], 0f) * HUGE * HUGE * HUGE, 1f);
      float down = Math.max(Math.min(x[i], 0f) * HUGE * HUGE * HUGE, -1f);
      y[i] = up + down;
    }
  }

  /** The rational approximation that Eigen uses, right to a few units in the last place. */
  static void tanh(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float v = Math.min(Math.max(x[i], -7.905311f), 7.905311f);
      float q = v * v;
      float top = 2.00018790482477e-13f + q * -2.76076847742355e-16f;
      top = -8.60467152213735e-11f + q * top;
      top = 5.12229709037114e-08f + q * top;
      top = 1.48572235717979e-05f + q * top;
      top = 6.37261928875436e-04f + q * top;
      top = 4.89352455891786e-03f + q * top;
      float bottom = 1.18534705686654e-04f + q * 1.19825839466702e-06f;
      bottom = 2.26843463243900e-03f + q * bottom;
      bottom = 4.89352518554385e-03f + q * bottom;
      y[i] = v * top / bottom;
    }
  }

  static void sigmoid(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) (1 / (1 + Math.exp(-x[i])));
    }
  }

  static void affine(float[] x, float[] y, int n, float scale, float shift) {
    for (int i = 0; i < n; i++) {
      y[i] = scale * x[i] + shift;
    }
  }

  static void scale(float[] x, float[] y, int n, float factor) {
    for (int i = 0; i < n; i++) {
      y[i] = factor * x[i];
    }
  }

  /**
   * y = factor x, to multiples of 2^-100. A momentum whose gradient died would otherwise shrink to
   * subnormal numbers and stay there, at a hundred cycles each; so it stays at a few 1e-30.
   */
  static void decay(float[] x, float[] y, int n, float factor) {
    for (int i = 0; i < n; i++) {
      y[i] = factor * x[i] + COARSE - COARSE;
    }
  }

  /** y = a + factor x, where the product is rounded as in {@link #decay}. */
  static void addDecayed(float[] a, float[] x, float[] y, int n, float factor) {
    for (int i = 0; i < n; i++) {
      y[i] = (factor * x[i] + COARSE - COARSE) + a[i];
    }
  }

  /** y = a + factor x. */
  static void addScaled(float[] a, float[] x, float[] y, int n, float factor) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + factor * x[i];
    }
  }

  /** y = a - factor x. */
  static void subtractScaled(float[] a, float[] x, float[] y, int n, float factor) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] - factor * x[i];
    }
  }

  static void shift(float[] x, float[] y, int n, float summand) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] + summand;
    }
  }

  static void clamp(float[] x, float[] y, int n, float low, float high) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(Math.max(x[i], low), high);
    }
  }

  static void add(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + b[i];
    }
  }

  static void subtract(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] - b[i];
    }
  }

  static void multiply(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * b[i];
    }
  }

  /** y + a b, in place of y. */
  static void addProduct(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += a[i] * b[i];
    }
  }

  /** f a + g b. */
  static void combine(float[] a, float f, float[] b, float g, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = f * a[i] + g * b[i];
    }
  }

  static void divide(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] / b[i];
    }
  }

  static void maximum(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(a[i], b[i]);
    }
  }

  static void minimum(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(a[i], b[i]);
    }
  }

  /** a where b > 0, else 0: a clamped to plus or minus infinity or to zero, never its negative. */
  static void reluGate(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float bound = Math.max(b[i], 0f) * HUGE * HUGE * HUGE;
      y[i] = Math.min(Math.max(a[i], -bound), bound) + 0f;
    }
  }

  /**
   * The bits of a where those of b are of a positive number, else of zero. Exact for all a, numbers
   * or not; a ReLU that is not a number is closed.
   */
  static void pass(int[] a, int[] b, int[] y, int n) {
    for (int i = 0; i < n; i++) {
      // Both are negative for 1 to the bits of infinity, and no other b.
      y[i] = a[i] & ((-b[i] & (b[i] - BEYOND)) >> (Integer.SIZE - 1));
    }
  }

  static void tanhGate(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * (1 - b[i] * b[i]);
    }
  }

  static void sigmoidGate(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * (b[i] * (1 - b[i]));
    }
  }

  /** y = x + v, where v is read from an offset on. */
  static void addFrom(float[] x, float[] v, int offset, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] + v[offset + i];
    }
  }

  /** y = x v, where v is read from an offset on. */
  static void multiplyFrom(float[] x, float[] v, int offset, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] * v[offset + i];
    }
  }
}
