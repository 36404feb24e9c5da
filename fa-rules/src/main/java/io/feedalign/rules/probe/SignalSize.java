package io.feedalign.rules.probe;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.spi.ProbeProvider;
import io.feedalign.spi.Settings;
import io.feedalign.train.Probe;
import io.feedalign.train.ProbeContext;

/**
 * The root mean square of the rule's teaching signal at each synaptic layer's output: where it
 * grows or fades on its way down.
 */
public record SignalSize() implements Probe {
  private static final String NAME = "signal-rms";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void observe(ProbeContext context, Emitter emit) {
    for (Edge edge : context.synapses()) {
      Emitter here = emit.in(edge.path());
      Value signal = context.signals().at(edge.output());
      double elements = signal.shape().elements();
      context.report(edge.path(), here.scale(here.norm(signal), 1 / Math.sqrt(elements)));
    }
  }

  /** {@code signal-rms}. */
  public static final class Provider implements ProbeProvider {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Root mean square of the teaching signal at each layer.";
    }

    @Override
    public SignalSize create(Settings settings) {
      return new SignalSize();
    }
  }
}
