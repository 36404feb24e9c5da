package io.feedalign.core.compile;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.RuleContext;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A rule, asked once for each edge of one forward pass. */
final class RuleTransport implements Transport {
  private final Map<LayerEdge, EdgeRule> edgeRules = new LinkedHashMap<>();

  RuleTransport(CreditAssignmentRule rule, ForwardPass pass, EdgeContext.Keep keep) {
    for (LayerEdge edge : pass.edges()) {
      RuleContext context = new EdgeContext(edge, pass, keep);
      edgeRules.put(edge, edge.synaptic() ? rule.at(edge, context) : rule.local(edge, context));
    }
  }

  /** The rule at each edge, in topological order. */
  Map<LayerEdge, EdgeRule> edgeRules() {
    return edgeRules;
  }

  @Override
  public Value carry(LayerEdge edge, Signals signals, Emitter emit) {
    return Objects.requireNonNull(edgeRules.get(edge)).carry(signals, emit);
  }
}
