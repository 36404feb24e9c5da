package io.feedalign.rules.direct;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;

/**
 * A matrix (outputs, n_v) for each tap, of even numbers within {@code 1 / sqrt(n_v)}.
 *
 * @param scale multiplies the draw
 */
record DenseProjection(double scale) implements Projection {
  @Override
  public Value project(Emitter emit, Value rows, Site site) {
    Value b = Projection.matrix(site, site.units(), Projection.uniform(scale, site.units()));
    return Projection.product(emit, rows, b, site);
  }
}
