package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.Box;
import io.feedalign.datasets.augment.Pixels;
import io.feedalign.datasets.augment.Taps;
import io.feedalign.datasets.augment.Taps.Axis;
import io.feedalign.datasets.pipeline.NormalisedRows;
import io.feedalign.datasets.pipeline.Normaliser;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Bilinear scaling with antialiasing, row by row and then column by column, each rounded to bytes:
 * what Pillow's {@code Image.resize(size, BILINEAR)} does and torchvision with it, to the bit.
 *
 * <p>A window of the result has the bits that it has in the whole result. For one thread.
 */
public final class Resampler {
  private static final int HALF = 1 << (Taps.BITS - 1);

  private final WideRows wide = new WideRows();
  private Taps lines = new Taps(new int[0], new int[0], new int[0], 0);
  private Box window = new Box(0, 0, 0, 0);
  private int[] sums = new int[0];
  private @Nullable NormalisedRows normalised;

  /**
   * Scales the rows of a view, as far as a window of the result needs them.
   *
   * @param scaled the size of the whole result
   * @param wanted the part of it that is wanted
   * @param mirrored whether left and right of the window are exchanged
   */
  public void scale(View view, Size scaled, Box wanted, boolean mirrored) {
    Pixels pixels = view.pixels();
    Axis across = new Axis(pixels.width(), view.left(), view.width());
    Axis down = new Axis(pixels.height(), view.top(), view.height());
    Taps columns = Taps.of(across, scaled.width(), wanted.left(), wanted.width());
    window = wanted;
    lines = Taps.of(down, scaled.height(), wanted.top(), wanted.height());
    int last = wanted.height() - 1;
    int from = lines.first()[0];
    int until = lines.first()[last] + lines.counts()[last];
    wide.scale(pixels, new WideRows.Span(from, until), mirrored ? columns.mirrored() : columns);
    sums = sums.length < wide.stride() ? new int[wide.stride()] : sums;
  }

  /** Writes the window as bytes, row by row. */
  public void write(byte[] into) {
    int stride = wide.stride();
    for (int line = 0; line < window.height(); line++) {
      sumRows(line);
      for (int i = 0; i < stride; i++) {
        // Weights are positive and sum to one: no sum leaves the range of a byte.
        into[line * stride + i] = (byte) (sums[i] >> Taps.BITS);
      }
    }
  }

  /** Writes the window as normalised numbers, row by row. */
  void write(Normaliser normaliser, FloatBuffer into, int at) {
    int stride = wide.stride();
    NormalisedRows rows = normalised;
    if (rows == null || !rows.fits(normaliser, stride)) {
      rows = normaliser.rows(stride);
      normalised = rows;
    }
    for (int line = 0; line < window.height(); line++) {
      sumRows(line);
      rows.write(sums, Taps.BITS, into, at + line * stride);
    }
  }

  private void sumRows(int line) {
    int stride = wide.stride();
    int[][] rows = wide.rows();
    int[] weights = lines.weights();
    int row = lines.first()[line] - lines.first()[0];
    int tap = line * lines.most();
    int count = lines.counts()[line];
    if (count == 1) {
      one(rows[row], weights[tap], stride);
      return;
    }
    two(rows[row], rows[row + 1], weights[tap], weights[tap + 1], stride);
    for (int t = 2; t < count; t++) {
      add(rows[row + t], weights[tap + t], stride);
    }
  }

  // Loops of their own, over whole numbers that begin where their arrays begin: of these, even an
  // old virtual machine makes vectors.

  private void one(int[] in, int weight, int count) {
    int[] out = sums;
    for (int i = 0; i < count; i++) {
      out[i] = HALF + in[i] * weight;
    }
  }

  private void two(int[] in, int[] below, int weight, int other, int count) {
    int[] out = sums;
    for (int i = 0; i < count; i++) {
      out[i] = HALF + in[i] * weight + below[i] * other;
    }
  }

  private void add(int[] in, int weight, int count) {
    int[] out = sums;
    for (int i = 0; i < count; i++) {
      out[i] += in[i] * weight;
    }
  }
}
