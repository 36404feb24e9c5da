package io.feedalign.rules.probe;

import io.feedalign.ir.Emitter;
import io.feedalign.train.ProbeContext;

/**
 * The angle in degrees between each layer's weight and the feedback weight that its backward pass
 * used. Layers without one, such as the first, are left out.
 */
public record FeedbackAngle() implements SelfProvided {
  @Override
  public String name() {
    return "feedback-angle";
  }

  @Override
  public String description() {
    return "Angle between each weight and the feedback weight in use, in degrees.";
  }

  @Override
  public void observe(ProbeContext context, Emitter emit) {
    Feedbacks.of(context).forEach((edge, b) -> context.reportAngle(edge.path(), b, edge.weight()));
  }
}
