package io.feedalign.rules.direct;

import io.feedalign.error.FaException;
import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Philox;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;

/**
 * A dense matrix of which each column, the connections to one unit of the tap, keeps a few numbers
 * in rows chosen at random. Stored in full. Source: Crafton, Parihar, Gebhardt, Raychowdhury 2019.
 *
 * @param scale multiplies the draw
 * @param nonzeros how many numbers each column keeps
 */
record SparseProjection(double scale, int nonzeros) implements Projection {
  @Override
  public Value project(Emitter emit, Value rows, Site site) {
    if (nonzeros > site.plan().outputs()) {
      throw FaException.user(
          "projection: sparse has nonzeros "
              + nonzeros
              + ", but the network has "
              + site.plan().outputs()
              + " output units. Choose at most as many.");
    }
    Initializer all = Projection.uniform(scale, site.units());
    Initializer few =
        (draft, shape, draw) -> {
          Draw choice = new Draw(Philox.key(draw.key(), "choice"), draw.step());
          Value lots = draft.uniform(0, 1, Form.parameter(shape), choice);
          Value kept = draft.leastInColumn(lots, nonzeros);
          return draft.multiply(all.draw(draft, shape, draw), kept);
        };
    Value b = Projection.matrix(site, site.units(), few);
    return Projection.product(emit, rows, b, site);
  }
}
