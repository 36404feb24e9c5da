package io.feedalign.core.compile;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** A rule, asked once for each synapse of one forward pass. */
final class RuleTransport implements Transport {
  private final CreditAssignmentRule rule;
  private final Map<LayerEdge, EdgeRule> edgeRules = new LinkedHashMap<>();

  RuleTransport(CreditAssignmentRule rule, ForwardPass pass, States states) {
    this.rule = rule;
    for (LayerEdge edge : pass.synapses()) {
      edgeRules.put(edge, rule.at(edge, new EdgeContext(edge, pass, states)));
    }
  }

  /** The rule at each synapse, in topological order. */
  Map<LayerEdge, EdgeRule> edgeRules() {
    return edgeRules;
  }

  @Override
  public Value carry(LayerEdge edge, Signals signals, Emitter emit) {
    EdgeRule here = edgeRules.get(edge);
    return here == null ? rule.carryLocal(edge, signals, emit) : here.carry(signals, emit);
  }
}
