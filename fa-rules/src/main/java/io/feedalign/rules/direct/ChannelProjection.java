package io.feedalign.rules.direct;

import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.tensor.Shape;

/**
 * A matrix (outputs, C) for each tap (C, H, W), whose product reaches every place of a channel
 * alike. Its numbers lie evenly within {@code 1 / sqrt(C H W)}, so that each unit gets as much as
 * from a dense matrix.
 *
 * @param scale multiplies the draw
 */
record ChannelProjection(double scale) implements Projection {
  @Override
  public long columns(Value tap) {
    return tap.shape().size(1);
  }

  @Override
  public Value project(Emitter emit, Value rows, Site site) {
    Shape tap = site.tap().shape();
    Initializer init = Projection.uniform(scale, site.units());
    Value b = Projection.matrix(site, tap.size(1), init);
    Value channels = emit.matmul(rows, b);
    return tap.rank() == 4 ? spread(emit, channels, tap) : channels;
  }

  /** The same number at every place: the adjoint of a mean, times how many it was taken of. */
  private static Value spread(Emitter emit, Value channels, Shape tap) {
    Geometry whole =
        new Geometry(
            new Geometry.Pair(tap.size(2), tap.size(3)),
            Geometry.Pair.square(1),
            Geometry.Padding.all(0),
            Geometry.Pair.square(1),
            1);
    Value means = emit.reshape(channels, Shape.of(tap.size(0), tap.size(1), 1, 1));
    double places = (double) tap.size(2) * tap.size(3);
    AvgPoolGrad adjoint = new AvgPoolGrad(whole, false, tap);
    return emit.write(adjoint, emit.scale(means, places)).get(0);
  }
}
