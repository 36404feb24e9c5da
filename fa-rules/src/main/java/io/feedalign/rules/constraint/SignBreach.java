package io.feedalign.rules.constraint;

import java.util.Optional;

/** What an audit finds wrong with weights whose signs should stay, in plain loops. */
final class SignBreach {
  private SignBreach() {}

  /** Weights that have changed sides since the start, where zero counts as excitatory. */
  static Optional<String> flipped(double[] start, double[] now) {
    int flipped = 0;
    int first = -1;
    for (int i = 0; i < now.length; i++) {
      boolean keeps = start[i] < 0 ? now[i] < 0 : now[i] > 0;
      if (!keeps) {
        first = flipped == 0 ? i : first;
        flipped++;
      }
    }
    return flipped == 0
        ? Optional.empty()
        : Optional.of(
            flipped
                + " of its "
                + now.length
                + " signs have changed, as of element "
                + first
                + ": it was "
                + start[first]
                + " and is "
                + now[first]);
  }

  /** Units, along axis 1 of (out, in, ...), whose weights do not all have one sign. */
  static Optional<String> ofUnits(int[] sizes, double[] now) {
    int rows = now.length / sizes[0];
    int window = rows / sizes[1];
    for (int i = 0; i < now.length; i++) {
      int unit = i % rows / window;
      double other = now[unit * window];
      if (other > 0 != now[i] > 0) {
        return Optional.of(
            "unit " + unit + " has weights of both signs: " + other + " and " + now[i]);
      }
    }
    return Optional.empty();
  }

  /** Gains that are not above zero. */
  static Optional<String> notPositive(double[] now) {
    for (int i = 0; i < now.length; i++) {
      // Written so that what is not a number is a breach.
      if (!(now[i] > 0)) {
        return Optional.of("gain " + i + " is " + now[i] + ", and must stay above 0");
      }
    }
    return Optional.empty();
  }
}
