package io.feedalign.core.audit;

import java.util.HashMap;
import java.util.Map;

/**
 * How far rounding alone may lead what persists: two ways to compute in singles make gradients that
 * differ a little, and an update chain may make much of little, as signs and Adam do.
 *
 * @param rooms how far each element may be from where it is, by path
 */
record Leeway(Map<String, double[]> rooms) {
  /** None at all. */
  static final Leeway NONE = new Leeway(Map.of());

  // Both computations round, and an element may have more than its share of that.
  private static final double SHARES = 4;
  // What gates that open differently are worth in a gradient, where a chain is not linear in it.
  private static final double GATES = 0.02;

  /**
   * Of the last step that was expected, after which this stands.
   *
   * @param twins tensors that learn from the gradient of another: its path by theirs
   */
  static Leeway of(
      ExpectedStep expected,
      Map<String, Double> nudges,
      Map<String, double[]> after,
      Map<String, String> twins) {
    Map<String, double[]> rooms = new HashMap<>();
    for (int side : new int[] {1, -1}) {
      expected
          .nudged(nudges, side)
          .forEach(
              (path, end) -> {
                double[] now = after.get(path);
                if (now != null) {
                  widen(rooms.computeIfAbsent(path, p -> new double[now.length]), end, now);
                }
              });
    }
    after.forEach(
        (path, now) ->
            twins.forEach(
                (twin, original) -> {
                  boolean its = path.equals(twin) || path.startsWith(twin + ".");
                  String other = its ? original + path.substring(twin.length()) : path;
                  double[] room = rooms.getOrDefault(other, new double[0]);
                  if (room.length == now.length) {
                    rooms.putIfAbsent(path, room);
                  }
                }));
    return new Leeway(rooms);
  }

  /** How much gradients may be off, element by element. */
  static Map<String, Double> nudges(Map<String, StepJudge.Gradient> gradients, boolean nonlinear) {
    Map<String, Double> nudges = new HashMap<>();
    gradients.forEach(
        (path, gradient) -> {
          double gates = nonlinear ? GATES * gradient.norm() : 0;
          double off = SHARES * gradient.rounding() + gates;
          nudges.put(path, off / Math.sqrt(gradient.size()));
        });
    return nudges;
  }

  private static void widen(double[] room, double[] end, double[] now) {
    for (int i = 0; i < room.length; i++) {
      room[i] = Math.max(room[i], Math.abs(end[i] - now[i]));
    }
  }

  /** The distance of two arrays of numbers beyond what rounding may make of each element. */
  double beyond(String path, double[] found, double[] audited) {
    double[] room = rooms.getOrDefault(path, new double[found.length]);
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      double off = Math.max(0, Math.abs(found[i] - audited[i]) - room[i]);
      // What is not a number is not lost.
      sum += Double.isNaN(found[i]) ? found[i] : off * off;
    }
    return Math.sqrt(sum);
  }
}
