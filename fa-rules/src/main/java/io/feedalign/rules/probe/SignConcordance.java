package io.feedalign.rules.probe;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.train.ProbeContext;

/**
 * The part of a weight's entries that have the sign of the feedback weight in use, in [0, 1]. Half
 * of them have it by chance.
 */
public record SignConcordance() implements SelfProvided {
  @Override
  public String name() {
    return "sign-concordance";
  }

  @Override
  public String description() {
    return "Part of the entries in which weight and feedback weight have the same sign.";
  }

  @Override
  public void observe(ProbeContext context, Emitter emit) {
    Feedbacks.of(context)
        .forEach(
            (edge, b) -> {
              Emitter here = emit.in(edge.path());
              // abs(sgn W - sgn B) is 0 where they agree, else 1 or 2.
              Value apart = here.abs(here.subtract(here.sign(edge.weight()), here.sign(b)));
              Value discordant = here.sum(here.clamp(apart, 0, 1));
              double entries = edge.weight().shape().elements();
              context.report(edge.path(), here.affine(discordant, -1 / entries, 1));
            });
  }
}
