package io.feedalign.testkit;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Everything that one pass over a split gave.
 *
 * @param batches how many the stream announced
 * @param images all pixels in order
 * @param targets one a row
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content where it matters, never as records.
record Pass(int batches, float[] images, int[] targets) {

  static Pass of(Dataset data, Split split, StreamOptions options) {
    int pixels = Math.toIntExact(data.imageShape().elements());
    try (BatchStream stream = data.stream(split, options)) {
      int rows = Math.multiplyExact(stream.batches() + 1, options.batch());
      float[] images = new float[Math.multiplyExact(rows, pixels)];
      int[] targets = new int[rows];
      Batch batch = Batch.allocate(options.batch(), data);
      int count = 0;
      for (; count <= stream.batches() && stream.next(batch); count++) {
        batch.images().get(0, images, count * options.batch() * pixels, options.batch() * pixels);
        batch.targets().get(0, targets, count * options.batch(), options.batch());
      }
      int given = count * options.batch();
      return new Pass(
          stream.batches(), Arrays.copyOf(images, given * pixels), Arrays.copyOf(targets, given));
    }
  }

  static float[] pixels(Batch batch) {
    float[] pixels = new float[batch.images().capacity()];
    batch.images().get(0, pixels);
    return pixels;
  }

  private int pixels() {
    return images.length / Math.max(1, targets.length);
  }

  /** The pixels of one batch. */
  float[] batch(int index) {
    int size = images.length / batches;
    return Arrays.copyOfRange(images, index * size, (index + 1) * size);
  }

  boolean blank(int row) {
    for (int i = row * pixels(); i < (row + 1) * pixels(); i++) {
      if (images[i] != 0) {
        return false;
      }
    }
    return true;
  }

  boolean finite() {
    for (float pixel : images) {
      if (!Float.isFinite(pixel)) {
        return false;
      }
    }
    return true;
  }

  /** How often each labelled image comes, by a hash of pixels and target; padding left out. */
  Map<Long, Integer> counts() {
    Map<Long, Integer> counts = new HashMap<>();
    for (int row = 0; row < targets.length; row++) {
      if (targets[row] >= 0) {
        long hash = targets[row];
        for (int i = row * pixels(); i < (row + 1) * pixels(); i++) {
          hash = hash * 1_000_003 + Float.floatToIntBits(images[i]);
        }
        counts.merge(hash, 1, Integer::sum);
      }
    }
    return counts;
  }
}
