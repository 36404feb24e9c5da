package io.feedalign.core.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How far rounding alone may lead what persists: two ways to compute in singles make gradients that
 * differ a little, and an update chain may make much of little, as signs and Adam do.
 *
 * @param ends what would persist, had every gradient been off by what rounding may leave
 */
record Leeway(List<Map<String, double[]>> ends) {
  /** None at all. */
  static final Leeway NONE = new Leeway(List.of());

  // Both computations round, and an element may have more than its share of that.
  private static final double SHARES = 4;
  // What gates that open differently are worth in a gradient, where a chain is not linear in it.
  private static final double GATES = 0.02;

  /** Of the last step that was expected. */
  static Leeway of(
      ExpectedStep expected, Map<String, StepJudge.Gradient> gradients, boolean nonlinear) {
    Map<String, Double> nudges = new HashMap<>();
    gradients.forEach(
        (path, gradient) -> {
          double gates = nonlinear ? GATES * gradient.norm() : 0;
          double off = SHARES * gradient.rounding() + gates;
          nudges.put(path, off / Math.sqrt(gradient.size()));
        });
    return new Leeway(List.of(expected.nudged(nudges, 1), expected.nudged(nudges, -1)));
  }

  /** The distance of two arrays of numbers beyond what rounding may make of each element. */
  double beyond(String path, double[] found, double[] audited) {
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      double off = Math.abs(found[i] - audited[i]);
      for (Map<String, double[]> end : ends) {
        if (end.containsKey(path)) {
          double room = Math.abs(Objects.requireNonNull(end.get(path))[i] - audited[i]);
          off = Math.min(off, Math.max(0, Math.abs(found[i] - audited[i]) - room));
        }
      }
      sum += off * off;
    }
    return Math.sqrt(sum);
  }
}
