package io.feedalign.rules.probe;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.spi.ProbeProvider;
import io.feedalign.spi.Settings;
import io.feedalign.train.Probe;
import io.feedalign.train.ProbeContext;

/**
 * The Frobenius norm of the feedback weight in use over that of the weight: how much a signal grows
 * at this layer beside backpropagation's. Undefined for a weight of all zeros.
 */
public record FeedbackRatio() implements Probe {
  private static final String NAME = "feedback-ratio";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void observe(ProbeContext context, Emitter emit) {
    Feedbacks.of(context)
        .forEach(
            (edge, b) -> {
              Emitter here = emit.in(edge.path());
              Value ratio = here.divide(here.norm(b), here.norm(edge.weight()));
              context.report(edge.path(), ratio);
            });
  }

  /** {@code feedback-ratio}. */
  public static final class Provider implements ProbeProvider {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Norm of each feedback weight over the norm of its weight.";
    }

    @Override
    public FeedbackRatio create(Settings settings) {
      return new FeedbackRatio();
    }
  }
}
