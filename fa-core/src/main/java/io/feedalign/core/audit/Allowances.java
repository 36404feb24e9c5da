package io.feedalign.core.audit;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What rounding may leave of credit where its terms cancel, such as errors that add up to 0 behind
 * weights of one size: norms of differences that say nothing about a rule.
 */
final class Allowances {
  // What lies between two synapses may make a difference larger, as batch norm does.
  private static final double GROWTH = 10;

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
   * The same, with what came down from synapses above.
   *
   * @param credit the norm of what crossed an edge
   */
  Allowances carried(List<Edge> all, ToDoubleFunction<Edge> credit) {
    Allowances carried = new Allowances();
    Map<Value, Double> norms = new HashMap<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Edge edge = all.get(i);
      double norm = edge.first() ? 0 : credit.applyAsDouble(edge);
      double signal = norms.getOrDefault(edge.output(), 0.0);
      double part = signal > 0 ? Math.min(1, carried.at(edge.output()) / signal) : 0;
      carried.put(edge, part * norm + at(edge));
      norms.merge(edge.input(), norm, Double::sum);
    }
    return carried;
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
