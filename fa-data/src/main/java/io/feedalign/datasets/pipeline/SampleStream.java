package io.feedalign.datasets.pipeline;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.StreamOptions;
import io.feedalign.data.StreamOptions.Order;
import io.feedalign.error.FaException;
import io.feedalign.ir.Philox;

/** One pass over some samples, decoded when asked for; whoever asks may do so ahead of time. */
final class SampleStream implements BatchStream {
  private final Samples samples;
  private final int[] positions;
  private final int size;
  private final int batches;
  private int given;

  /**
   * A pass over the samples at the given positions.
   *
   * @param positions in stored order; not kept
   */
  SampleStream(Samples samples, int[] positions, StreamOptions options) {
    this.samples = samples;
    this.positions = positions.clone();
    this.size = options.batch();
    boolean shuffled = options.order() == Order.SHUFFLED;
    if (shuffled) {
      Permutation.shuffle(this.positions, Philox.key(options.seed(), "shuffle"), options.epoch());
    }
    this.batches = shuffled ? positions.length / size : (positions.length + size - 1) / size;
  }

  @Override
  public int batches() {
    return batches;
  }

  @Override
  public boolean next(Batch into) {
    if (given == batches) {
      return false;
    }
    if (into.size() != size) {
      throw FaException.internal(
          "A stream of batches of " + size + " was asked to fill a batch of " + into.size() + ".");
    }
    int stride = into.images().capacity() / size;
    int first = given * size;
    for (int row = 0; row < size; row++) {
      if (first + row < positions.length) {
        int position = positions[first + row];
        samples.decode(position, into.images(), row * stride);
        into.targets().put(row, samples.label(position));
      } else {
        blank(into, row, stride);
      }
    }
    given++;
    return true;
  }

  @Override
  public void skip(int count, Batch scratch) {
    given = (int) Math.min(batches, (long) given + count);
  }

  private static void blank(Batch into, int row, int stride) {
    for (int i = 0; i < stride; i++) {
      into.images().put(row * stride + i, 0f);
    }
    into.targets().put(row, -1);
  }
}
