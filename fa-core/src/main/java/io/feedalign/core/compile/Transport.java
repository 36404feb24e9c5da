package io.feedalign.core.compile;

import io.feedalign.credit.Signals;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;

/** What crosses each edge backwards: a rule's answer, or calculus's. */
@FunctionalInterface
interface Transport {
  Value carry(LayerEdge edge, Signals signals, Emitter emit);

  /** Calculus on every edge: the truth against which rules are measured. */
  static Transport exact() {
    return (edge, signals, emit) -> edge.pullExactly(emit, signals.at(edge.output()));
  }
}
