package io.feedalign.rules.probe;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Emitter;
import io.feedalign.train.ProbeContext;

/** The Frobenius norm of each layer's weight. */
public record WeightNorm() implements SelfProvided {
  @Override
  public String name() {
    return "weight-norm";
  }

  @Override
  public String description() {
    return "Frobenius norm of each weight.";
  }

  @Override
  public void observe(ProbeContext context, Emitter emit) {
    for (Edge edge : context.synapses()) {
      context.report(edge.path(), emit.in(edge.path()).norm(edge.weight()));
    }
  }
}
