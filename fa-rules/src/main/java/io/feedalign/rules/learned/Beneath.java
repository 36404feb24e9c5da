package io.feedalign.rules.learned;

import io.feedalign.credit.Edge;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Value;
import io.feedalign.nn.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What lies below an edge. */
final class Beneath {
  private Beneath() {}

  /** Whether anything that learns does: if not, no credit crosses, and feedback need not learn. */
  static boolean learns(Edge edge, RuleContext context) {
    Set<Value> below = new HashSet<>(Set.of(edge.input()));
    List<Edge> edges = context.edges();
    for (int i = edges.size() - 1; i >= 0; i--) {
      Edge candidate = edges.get(i);
      if (below.contains(candidate.output())) {
        if (candidate.layer().parameters().stream().anyMatch(Parameter::trainable)) {
          return true;
        }
        below.add(candidate.input());
      }
    }
    return false;
  }
}
