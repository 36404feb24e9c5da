package io.feedalign.core.run;

import io.feedalign.ir.Value;
import io.feedalign.train.Measure;
import java.util.List;
import java.util.OptionalDouble;

/** Turns scalars that a probe program left into measures. */
final class Measures {
  private Measures() {}

  static Measure take(BoundProgram probe, Outlets.Reading reading) {
    List<Value> scalars = reading.scalars();
    double first = probe.scalar(scalars.get(0));
    double value =
        scalars.size() == 1
            ? first
            : degrees(first, probe.scalar(scalars.get(1)), probe.scalar(scalars.get(2)));
    OptionalDouble known =
        Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    return new Measure(reading.name(), reading.path(), known);
  }

  /** Degrees between two vectors from their inner products; not a number if one is zero. */
  static double degrees(double ab, double aa, double bb) {
    if (!(aa > 0 && bb > 0)) {
      return Double.NaN;
    }
    double cosine = ab / Math.sqrt(aa * bb);
    return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
  }
}
