package io.feedalign.rules.direct;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;

/**
 * One matrix (outputs, largest n_v) of even numbers within 1 for all taps, each of which takes its
 * first n_v columns divided by {@code sqrt(n_v)}. Source: Launay, Poli, Boniface, Krzakala 2020.
 *
 * @param scale multiplies the draw
 */
record SharedProjection(double scale) implements Projection {
  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public Value project(Emitter emit, Value rows, Site site) {
    int widest = site.plan().widest();
    Value all =
        site.context()
            .shared(
                "feedback", Shape.of(site.plan().outputs(), widest), Projection.uniform(scale, 1));
    int n = site.units();
    Value product = Projection.product(emit, rows, emit.columns(all, 0, n), site);
    return emit.scale(product, 1 / Math.sqrt(n));
  }
}
