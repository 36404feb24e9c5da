package io.feedalign.rules.probe;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.train.ProbeContext;

/**
 * The part of each weight's entries that are held at zero, in [0, 1]: those that a sign constraint
 * has pushed back to its bound.
 */
public record AtBound() implements SelfProvided {
  /** Ten times the size that sign constraints leave; weights that learn freely are far above. */
  private static final double BOUND = 1e-9;

  @Override
  public String name() {
    return "at-bound";
  }

  @Override
  public String description() {
    return "Part of each weight's entries that a sign constraint holds at zero.";
  }

  @Override
  public void observe(ProbeContext context, Emitter emit) {
    for (Edge edge : context.synapses()) {
      Emitter here = emit.in(edge.path());
      Value above = here.affine(here.abs(edge.weight()), 1, -BOUND);
      Value free = here.sum(here.apply(Unary.Function.POSITIVE, above));
      double entries = edge.weight().shape().elements();
      context.report(edge.path(), here.affine(free, -1 / entries, 1));
    }
  }
}
