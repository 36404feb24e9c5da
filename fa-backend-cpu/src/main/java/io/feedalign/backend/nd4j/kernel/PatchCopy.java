package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.WorkPool;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Copies some channels of one channels-last image stack into another whose pixels are shifted
 * against it; pixels that the source lacks become the border value.
 */
final class PatchCopy implements Kernel, WorkPool.Work {
  private final Side from;
  private final Side to;
  private final Shift shift;
  private final int samples;
  private final WorkPool pool;
  private final float[] border;
  private final boolean wholePixels;

  /**
   * One of the two stacks.
   *
   * @param channels how many it has in all
   * @param first the first of those copied
   */
  record Side(FloatBuffer data, int height, int width, int channels, int first) {
    int offset(int sample, int row, int column) {
      return ((sample * height + row) * width + column) * channels + first;
    }
  }

  /**
   * Which pixels meet: target (row, column) takes source (row + down, column + right).
   *
   * @param channels how many are copied
   * @param border for pixels that the source lacks
   */
  record Shift(int down, int right, int channels, float border) {}

  PatchCopy(Side from, Side to, Shift shift, int samples, WorkPool pool) {
    this.from = from;
    this.to = to;
    this.shift = shift;
    this.samples = samples;
    this.pool = pool;
    this.wholePixels = from.channels == shift.channels && to.channels == shift.channels;
    this.border = new float[to.width * shift.channels];
    Arrays.fill(border, shift.border);
  }

  @Override
  public void run() {
    pool.run(this, pool.parts(samples, 1));
  }

  @Override
  public void part(int index, int count) {
    int end = WorkPool.start(samples, index + 1, count);
    for (int sample = WorkPool.start(samples, index, count); sample < end; sample++) {
      for (int row = 0; row < to.height; row++) {
        row(sample, row);
      }
    }
  }

  private void row(int sample, int row) {
    int source = row + shift.down;
    boolean outside = source < 0 || source >= from.height;
    int low = outside ? to.width : Math.min(to.width, Math.max(0, -shift.right));
    int high = outside ? to.width : Math.max(low, Math.min(to.width, from.width - shift.right));
    fill(sample, row, 0, low);
    if (low < high) {
      copy(to.offset(sample, row, low), from.offset(sample, source, low + shift.right), high - low);
    }
    fill(sample, row, high, to.width);
  }

  private void copy(int target, int source, int pixels) {
    if (wholePixels) {
      to.data.put(target, from.data, source, pixels * shift.channels);
      return;
    }
    for (int i = 0; i < pixels; i++) {
      to.data.put(target + i * to.channels, from.data, source + i * from.channels, shift.channels);
    }
  }

  private void fill(int sample, int row, int start, int end) {
    if (wholePixels) {
      if (start < end) {
        to.data.put(to.offset(sample, row, start), border, 0, (end - start) * shift.channels);
      }
      return;
    }
    for (int column = start; column < end; column++) {
      to.data.put(to.offset(sample, row, column), border, 0, shift.channels);
    }
  }
}
