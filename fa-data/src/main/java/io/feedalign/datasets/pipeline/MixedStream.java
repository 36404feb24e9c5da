package io.feedalign.datasets.pipeline;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.StreamOptions;
import io.feedalign.datasets.augment.Mixup;
import io.feedalign.datasets.augment.SampleDraw;
import io.feedalign.error.FaException;
import java.nio.FloatBuffer;

/**
 * A shuffled pass whose images are mixed two by two, after they were normalised. The pair's share s
 * is drawn once: the images a, b become {@code s a + (1 - s) b} and {@code s b + (1 - s) a}, so
 * that over an epoch each image counts once in all.
 *
 * <p>Neighbours in the shuffled order are pairs, which makes them random; the last row of an odd
 * batch stays as it is, and so do both of a pair one of which counts for nothing.
 */
final class MixedStream implements BatchStream {
  private final BatchStream plain;
  private final Mixup mixup;
  private final StreamOptions options;
  private int given;

  /** Mixes what a stream with these options gives. */
  MixedStream(BatchStream plain, Mixup mixup, StreamOptions options) {
    this.plain = plain;
    this.mixup = mixup;
    this.options = options;
  }

  @Override
  public int batches() {
    return plain.batches();
  }

  @Override
  public boolean next(Batch into) {
    Batch.Mixture mixture =
        into.mixture()
            .orElseThrow(
                () ->
                    FaException.user(
                        "A batch for images of one class each was given to a data set that mixes"
                            + " images. Allocate it with Batch.allocate(size, data)."));
    if (!plain.next(into)) {
      return false;
    }
    for (int row = 0; row < into.size(); row++) {
      mixture.seconds().put(row, into.targets().get(row));
      mixture.shares().put(row, 1);
    }
    for (int row = 0; row + 1 < into.size(); row += 2) {
      if (into.targets().get(row) >= 0 && into.targets().get(row + 1) >= 0) {
        mix(into, mixture, row);
      }
    }
    given++;
    return true;
  }

  private void mix(Batch batch, Batch.Mixture mixture, int row) {
    int position = given * options.batch() + row;
    float share = (float) mixup.share(new SampleDraw(options.seed(), options.epoch(), position));
    mixture.seconds().put(row, batch.targets().get(row + 1));
    mixture.seconds().put(row + 1, batch.targets().get(row));
    mixture.shares().put(row, share).put(row + 1, share);
    int size = batch.images().capacity() / batch.size();
    mix(batch.images(), row * size, size, share);
  }

  /** Mixes two images that lie one after the other. */
  private static void mix(FloatBuffer images, int at, int size, float share) {
    float rest = 1 - share;
    for (int i = at; i < at + size; i++) {
      float first = images.get(i);
      float second = images.get(i + size);
      images.put(i, share * first + rest * second);
      images.put(i + size, share * second + rest * first);
    }
  }

  @Override
  public void skip(int count, Batch scratch) {
    plain.skip(count, scratch);
    given = (int) Math.min(batches(), (long) given + count);
  }

  @Override
  public void close() {
    plain.close();
  }
}
