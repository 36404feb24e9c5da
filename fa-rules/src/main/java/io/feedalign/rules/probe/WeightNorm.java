package io.feedalign.rules.probe;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Emitter;
import io.feedalign.spi.ProbeProvider;
import io.feedalign.spi.Settings;
import io.feedalign.train.Probe;
import io.feedalign.train.ProbeContext;

/** The Frobenius norm of each layer's weight. */
public record WeightNorm() implements Probe {
  private static final String NAME = "weight-norm";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void observe(ProbeContext context, Emitter emit) {
    for (Edge edge : context.synapses()) {
      context.report(edge.path(), emit.in(edge.path()).norm(edge.weight()));
    }
  }

  /** {@code weight-norm}. */
  public static final class Provider implements ProbeProvider {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Frobenius norm of each weight.";
    }

    @Override
    public WeightNorm create(Settings settings) {
      return new WeightNorm();
    }
  }
}
