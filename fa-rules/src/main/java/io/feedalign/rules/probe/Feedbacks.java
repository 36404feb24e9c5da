package io.feedalign.rules.probe;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Value;
import io.feedalign.train.ProbeContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** The feedback weights that a backward pass used and that can be held against W. */
final class Feedbacks {
  private Feedbacks() {}

  /**
   * By edge, in topological order. Left out are edges that no credit crossed through a weight, such
   * as the first, and feedback of another shape than W.
   */
  static Map<Edge, Value> of(ProbeContext context) {
    Map<Edge, Value> feedbacks = new LinkedHashMap<>();
    for (Edge edge : context.synapses()) {
      context
          .feedback(edge)
          .filter(b -> b.form().equals(edge.weight().form()))
          .ifPresent(b -> feedbacks.put(edge, b));
    }
    return feedbacks;
  }
}
