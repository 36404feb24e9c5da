package io.feedalign.rules.probe;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.train.ProbeContext;

/**
 * The Frobenius norm of the feedback weight in use over that of the weight: how much a signal grows
 * at this layer beside backpropagation's. Undefined for a weight of all zeros.
 */
public record FeedbackRatio() implements SelfProvided {
  @Override
  public String name() {
    return "feedback-ratio";
  }

  @Override
  public String description() {
    return "Norm of each feedback weight over the norm of its weight.";
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
}
