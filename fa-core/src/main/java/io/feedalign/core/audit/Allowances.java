package io.feedalign.core.audit;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What rounding may leave of credit where its terms cancel, such as errors that add up to 0 behind
 * weights of one size: norms of differences that say nothing about a rule.
 */
final class Allowances {
  // What lies between two synapses may make a difference larger, as batch norm does.
  private static final double GROWTH = 10;
  private static final double MOSTLY = 0.5;

  private final Map<String, Double> edges = new HashMap<>();
  private final Map<Value, Double> values = new HashMap<>();

  /** None. */
  Allowances() {}

  /**
   * The allowances of one step.
   *
   * @param all edges in topological order
   * @param rounding at a synapse: what its own sums may be off by
   */
  Allowances(List<Edge> all, ToDoubleFunction<Edge> rounding) {
    for (int i = all.size() - 1; i >= 0; i--) {
      Edge edge = all.get(i);
      double here =
          edge.first() ? 0 : edge.synaptic() ? rounding.applyAsDouble(edge) : GROWTH * above(edge);
      put(edge, here);
    }
  }

  /**
   * The same, where what lies between synapses makes a difference no larger than the credit it
   * belongs to.
   *
   * @param credit the norm of what crossed an edge
   */
  Allowances asCredit(List<Edge> all, ToDoubleFunction<Edge> credit) {
    return carried(all, credit, edge -> edge.synaptic() ? at(edge) : 0, Edge::synaptic);
  }

  /**
   * The same, with what came down from synapses above.
   *
   * @param credit the norm of what crossed an edge
   */
  Allowances carried(List<Edge> all, ToDoubleFunction<Edge> credit) {
    return carried(all, credit, this::at, edge -> false);
  }

  private static Allowances carried(
      List<Edge> all,
      ToDoubleFunction<Edge> credit,
      ToDoubleFunction<Edge> own,
      Predicate<Edge> alone) {
    Allowances carried = new Allowances();
    Map<Value, Double> norms = new HashMap<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Edge edge = all.get(i);
      double norm = edge.first() ? 0 : credit.applyAsDouble(edge);
      double signal = norms.getOrDefault(edge.output(), 0.0);
      boolean cut = edge.first() || alone.test(edge) || signal <= 0;
      double part = cut ? 0 : Math.min(1, carried.at(edge.output()) / signal);
      carried.put(edge, share(part) * norm + own.applyAsDouble(edge));
      norms.merge(edge.input(), norm, Double::sum);
    }
    return carried;
  }

  /** Whether rounding is most of a signal. */
  static boolean mostly(double rounding, double signal) {
    return rounding >= MOSTLY * signal;
  }

  /** What is mostly rounding says nothing, and all of it is allowed, either way. */
  private static double share(double rounding) {
    return rounding < MOSTLY ? rounding : 2;
  }

  private void put(Edge edge, double allowance) {
    edges.put(Places.of(edge), allowance);
    values.merge(edge.input(), allowance, Double::sum);
  }

  private double above(Edge edge) {
    return at(edge.output());
  }

  /** Of the credit that crosses an edge. */
  double at(Edge edge) {
    return edges.getOrDefault(Places.of(edge), 0.0);
  }

  /** Of the signal at a value. */
  double at(Value value) {
    return values.getOrDefault(value, 0.0);
  }
}
