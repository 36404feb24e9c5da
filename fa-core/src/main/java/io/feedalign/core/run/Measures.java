package io.feedalign.core.run;

import io.feedalign.core.run.Outlets.Reading;
import io.feedalign.train.Measure;
import io.feedalign.train.ProbeFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Turns scalars that probe programs left into measures, and what went wrong into failures. */
final class Measures {
  private final List<Measure> measures = new ArrayList<>();
  private final List<ProbeFailure> failures = new ArrayList<>();

  Measured all() {
    return new Measured(measures, failures);
  }

  /** Reads what a program left, which just ran. */
  void take(BoundProgram probe, List<Reading> readings) {
    readings.forEach(reading -> take(reading, numbers(probe, reading)));
  }

  private static double[] numbers(BoundProgram probe, Reading reading) {
    return reading.scalars().stream().mapToDouble(probe::scalar).toArray();
  }

  /** One measurement; a number that is none is told apart from an angle with a zero vector. */
  void take(Reading reading, double... numbers) {
    boolean angle = numbers.length == 3;
    double value = angle ? degrees(numbers[0], numbers[1], numbers[2]) : numbers[0];
    DoubleStream.of(numbers)
        .filter(number -> !Double.isFinite(number))
        .findFirst()
        .ifPresent(odd -> failed(reading, angle, odd));
    OptionalDouble known =
        Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    measures.add(new Measure(reading.name(), reading.path(), known));
  }

  private void failed(Reading reading, boolean angle, double odd) {
    String what = angle ? "an inner product of its two tensors is " : "its number is ";
    failures.add(
        new ProbeFailure(
            reading.name(), reading.path(), String.format(Locale.ROOT, "%s%s.", what, odd)));
  }

  /** The program itself failed: every probe in it did. */
  void failed(List<Reading> readings, RuntimeException thrown) {
    String reason = ProbeFailures.reason(thrown);
    readings.stream()
        .map(Reading::name)
        .distinct()
        .forEach(probe -> failures.add(new ProbeFailure(probe, "", reason)));
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
