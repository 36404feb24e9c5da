package io.feedalign.rules.probe;

import io.feedalign.ir.Emitter;
import io.feedalign.spi.ProbeProvider;
import io.feedalign.spi.Settings;
import io.feedalign.train.Probe;
import io.feedalign.train.ProbeContext;

/**
 * The angle in degrees between each layer's weight and the feedback weight that its backward pass
 * used. Layers without one, such as the first, are left out.
 */
public record FeedbackAngle() implements Probe {
  private static final String NAME = "feedback-angle";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void observe(ProbeContext context, Emitter emit) {
    Feedbacks.of(context).forEach((edge, b) -> context.reportAngle(edge.path(), b, edge.weight()));
  }

  /** {@code feedback-angle}. */
  public static final class Provider implements ProbeProvider {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Angle between each weight and the feedback weight in use, in degrees.";
    }

    @Override
    public FeedbackAngle create(Settings settings) {
      return new FeedbackAngle();
    }
  }
}
