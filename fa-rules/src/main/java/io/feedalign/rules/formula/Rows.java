package io.feedalign.rules.formula;

import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import java.util.List;

/** What is projected to the taps: one row for each sample, one column for each output unit. */
@FunctionalInterface
interface Rows {
  /** e, divided by N already. */
  Rows ERROR = (step, edges) -> step.outputError();

  /** y / N. */
  Rows TARGET = (step, edges) -> Doubles.times(step.target(), 1.0 / step.batch());

  /**
   * sgn(e) / N, with the signs of the error that the step had. In single precision a saturated
   * softmax has errors of exactly 0 which here would have a sign; that this error is right, an
   * audit checks apart.
   */
  Rows ERROR_SIGN =
      (step, edges) -> Doubles.times(Doubles.signs(error(step, edges)), 1.0 / step.batch());

  /** The rows of one step. */
  double[] of(Evidence step, List<Edge> edges);

  private static double[] error(Evidence step, List<Edge> edges) {
    return edges.stream()
        .filter(edge -> edge.last() && edge.synaptic())
        .findFirst()
        .map(edge -> step.signal(edge.path()))
        .orElseGet(step::outputError);
  }
}
