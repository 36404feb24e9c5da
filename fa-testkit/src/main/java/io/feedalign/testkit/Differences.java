package io.feedalign.testkit;

import io.feedalign.ir.Value;

/**
 * Derivatives of {@code f = <y, signal>} by central differences, {@code (f(x + h) - f(x - h)) /
 * 2h}. Meant for double precision, where they are good to about nine digits.
 *
 * @param rig a bound program
 * @param y a value that it reads
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Differences(Rig rig, Value y, double[] signal) {

  /** Truncation (h squared) and rounding (1e-16 / h) are about equal here. */
  private static final double STEP = 1e-5;

  /** The whole gradient at a feed or state. */
  double[] gradient(Value x) {
    double[] gradient = new double[Math.toIntExact(x.shape().elements())];
    for (int i = 0; i < gradient.length; i++) {
      double[] axis = new double[gradient.length];
      axis[i] = 1;
      gradient[i] = along(x, axis);
    }
    return gradient;
  }

  /** The derivative at a feed or state along one direction. */
  double along(Value x, double[] direction) {
    double[] middle = rig.read(x);
    double above = at(x, shifted(middle, direction, STEP));
    double below = at(x, shifted(middle, direction, -STEP));
    rig.write(x, middle);
    return (above - below) / (2 * STEP);
  }

  private double at(Value x, double[] place) {
    rig.write(x, place);
    rig.run();
    return Numbers.dot(rig.read(y), signal);
  }

  private static double[] shifted(double[] from, double[] direction, double by) {
    double[] shifted = from.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += by * direction[i];
    }
    return shifted;
  }
}
