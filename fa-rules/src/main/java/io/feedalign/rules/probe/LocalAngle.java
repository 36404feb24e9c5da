package io.feedalign.rules.probe;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.train.ProbeContext;

/**
 * The angle in degrees between what crosses a synapse through B and what would cross it through W,
 * for the same signal from above. The layers on top have no part in it, as they have in the angle
 * of a whole gradient.
 */
public record LocalAngle() implements SelfProvided {
  @Override
  public String name() {
    return "local-angle";
  }

  @Override
  public String description() {
    return "Angle between a signal pulled through B and the same signal pulled through W, in degrees.";
  }

  @Override
  public void observe(ProbeContext context, Emitter emit) {
    Feedbacks.of(context)
        .forEach(
            (edge, b) -> {
              Value signal = context.signals().at(edge.output());
              Emitter here = emit.in(edge.path());
              // W by the exact way, which leaves the record of what the rule used alone.
              Value throughB = edge.pull(here, signal, b);
              Value throughW = edge.pullExactly(here, signal);
              context.reportAngle(edge.path(), throughB, throughW);
            });
  }
}
