package io.feedalign.rules.probe;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Emitter;
import io.feedalign.train.ProbeContext;

/**
 * The angle in degrees between each weight's gradient under the rule and its true gradient, at the
 * same weights on the same batch.
 */
public record GradientAngle() implements SelfProvided {
  @Override
  public String name() {
    return "gradient-angle";
  }

  @Override
  public String description() {
    return "Angle between each weight's gradient under the rule and under backprop, in degrees.";
  }

  @Override
  public void observe(ProbeContext context, Emitter emit) {
    for (Edge edge : context.synapses()) {
      context.reportAngle(edge.path(), context.gradient(edge), context.exactGradient(edge));
    }
  }
}
