package io.feedalign.rules.learned;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;

/**
 * How a mirrored B grows: {@code B <- (1 - leak) B + rate correlate(x, y) / pairs}. It comes to
 * {@code rate sigma^2 / leak} times W, and forgets the start at the rate of the leak.
 *
 * @param rate weight of the news
 * @param leak part of B that is lost in each rehearsal
 * @param average over what the correlation is a mean
 */
public record Mirroring(double rate, double leak, Average average) {
  /** Over what the correlation of noise and echo is a mean. */
  public enum Average {
    /** Batch and places: B comes to the same multiple of W in every layer. */
    PLACES {
      @Override
      double pairs(Edge edge) {
        return (double) edge.output().shape().elements() / edge.output().shape().size(1);
      }
    },
    /** The batch alone: B of a convolution grows by as much as it has places. */
    SAMPLES {
      @Override
      double pairs(Edge edge) {
        return edge.output().shape().size(0);
      }
    };

    abstract double pairs(Edge edge);
  }

  /** Writes the next B. */
  Value next(Emitter emit, Edge edge, Value b, Value correlation) {
    Value kept = emit.scale(b, 1 - leak);
    return emit.add(kept, emit.scale(correlation, rate / average.pairs(edge)));
  }
}
