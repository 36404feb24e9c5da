package io.feedalign.core.audit;

import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.core.compile.Precision;

/**
 * How far a step may be from the same step in double precision.
 *
 * @param residual of signals, gradients and changes, in parts of what was expected
 * @param unit what rounding makes of one factor of a product, in parts of it
 * @param kept what rounding makes of a number that persists
 */
record Tolerance(double residual, double unit, double kept) {
  // Each edge is judged by itself, so that rounding does not pile up through layers. The largest
  // residual seen in f32 over all rules, networks and backends of the tests is a tenth of this.
  private static final Tolerance SINGLE = new Tolerance(1e-4, 0x1p-23, 0x1p-23);
  private static final Tolerance BRAIN = new Tolerance(5e-2, 0x1p-8, 0x1p-23);
  private static final Tolerance DOUBLE = new Tolerance(1e-9, 0x1p-52, 0x1p-52);

  /**
   * Whether factors are so short that the worst that rounding can do is as large as what is
   * computed: then what it is likely to do counts, a walk of steps that do not add up.
   */
  boolean coarse() {
    return unit > kept;
  }

  static Tolerance of(Backend backend, Precision precision) {
    if (precision == Precision.BF16) {
      return BRAIN;
    }
    return backend.capabilities().contains(Capability.DOUBLE) ? DOUBLE : SINGLE;
  }
}
