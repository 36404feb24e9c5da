package io.feedalign.ir;

/** The inverse of the Gaussian distribution function: algorithm AS 241, PPND7 (Wichura 1988). */
final class NormalQuantile {
  private NormalQuantile() {}

  /** The number below which a standard Gaussian falls with probability p, 0 < p < 1, to 1e-7. */
  static double at(double p) {
    return at(p, central(p));
  }

  /** The same, where {@link #central(double[], double[], int)} was already asked. */
  static double at(double p, double central) {
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      return central;
    }
    // StrictMath, so that the bits are the same on every machine.
    double r = Math.sqrt(-StrictMath.log(q < 0 ? p : 1 - p));
    double tail = r <= 5 ? near(r - 1.6) : far(r - 5);
    return q < 0 ? -tail : tail;
  }

  /** The formula for the middle 85 percent, for many p at once: a loop that becomes vectors. */
  static void central(double[] p, double[] quantile, int n) {
    for (int i = 0; i < n; i++) {
      quantile[i] = central(p[i]);
    }
  }

  private static double central(double p) {
    double q = p - 0.5;
    double r = 0.180625 - q * q;
    double top = ((5.9109374720e1 * r + 1.5929113202e2) * r + 5.0434271938e1) * r + 3.3871327179e0;
    double bottom = ((6.7187563600e1 * r + 7.8757757664e1) * r + 1.7895169469e1) * r + 1.0;
    return q * top / bottom;
  }

  private static double near(double r) {
    double top = ((1.7023821103e-1 * r + 1.3067284816e0) * r + 2.7568153900e0) * r + 1.4234372777e0;
    double bottom = (1.2021132975e-1 * r + 7.3700164250e-1) * r + 1.0;
    return top / bottom;
  }

  private static double far(double r) {
    double top =
        ((1.7337203997e-2 * r + 4.2868294337e-1) * r + 3.0812263860e0) * r + 6.6579051150e0;
    double bottom = (1.2258202635e-2 * r + 2.4197894225e-1) * r + 1.0;
    return top / bottom;
  }
}
