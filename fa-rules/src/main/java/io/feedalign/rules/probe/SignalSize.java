package io.feedalign.rules.probe;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.train.ProbeContext;

/**
 * The root mean square of the rule's teaching signal at each synaptic layer's output: where it
 * grows or fades on its way down.
 */
public record SignalSize() implements SelfProvided {
  @Override
  public String name() {
    return "signal-rms";
  }

  @Override
  public String description() {
    return "Root mean square of the teaching signal at each layer.";
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
}
