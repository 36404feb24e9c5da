package io.feedalign.rules.probe;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Emitter;
import io.feedalign.spi.ProbeProvider;
import io.feedalign.spi.Settings;
import io.feedalign.train.Probe;
import io.feedalign.train.ProbeContext;

/**
 * The angle in degrees between each weight's gradient under the rule and its true gradient, at the
 * same weights on the same batch.
 */
public record GradientAngle() implements Probe {
  private static final String NAME = "gradient-angle";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void observe(ProbeContext context, Emitter emit) {
    for (Edge edge : context.synapses()) {
      context.reportAngle(edge.path(), context.gradient(edge), context.exactGradient(edge));
    }
  }

  /** {@code gradient-angle}. */
  public static final class Provider implements ProbeProvider {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Angle between each weight's gradient under the rule and under backprop, in degrees.";
    }

    @Override
    public GradientAngle create(Settings settings) {
      return new GradientAngle();
    }
  }
}
