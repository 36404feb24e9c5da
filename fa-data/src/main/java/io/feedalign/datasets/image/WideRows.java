package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.Pixels;
import io.feedalign.datasets.augment.Taps;

/**
 * Rows of a picture scaled to another width, as whole numbers. Two rows are computed at once, in
 * the halves of a long: a byte times a weight fits into one, sums included. For one thread.
 */
final class WideRows {
  private static final long HALVES = (1L << (Taps.BITS - 1)) * 0x100000001L;
  private static final int UPPER = 32 + Taps.BITS;

  private int[][] rows = new int[0][];
  private long[] pair = new long[0];
  private int[] places = new int[0];
  private int[] upper = new int[0];
  private int[] lower = new int[0];
  private int stride;

  /** Some rows of a picture: from one to before another. */
  record Span(int from, int until) {}

  /** The scaled rows, each in an array of its own; what comes after them is rubbish. */
  int[][] rows() {
    return rows;
  }

  /** Numbers in a row: three a pixel. */
  int stride() {
    return stride;
  }

  void scale(Pixels pixels, Span span, Taps columns) {
    int outputs = columns.first().length;
    stride = outputs * Canvas.CHANNELS;
    int count = span.until() - span.from();
    if (rows.length < count || rows[0].length < stride) {
      rows = new int[Math.max(count, rows.length)][stride];
    }
    int left = pixels.width();
    int right = 0;
    int taps = 0;
    for (int x = 0; x < outputs; x++) {
      left = Math.min(left, columns.first()[x]);
      right = Math.max(right, columns.first()[x] + columns.counts()[x]);
      taps = Math.max(taps, columns.counts()[x]);
    }
    int width = (right - left) * Canvas.CHANNELS;
    place(columns, left, width + taps * Canvas.CHANNELS);
    for (int row = 0; row < count; row += 2) {
      int other = Math.min(row + 1, count - 1); // the last row of an odd number comes twice
      join(
          pixels.bytes(),
          pixels.at(span.from() + row, left),
          pixels.at(span.from() + other, left),
          width);
      upper = rows[row];
      lower = rows[other];
      scale(columns, taps);
    }
  }

  /** Makes room for two rows, and finds where in it each output begins. */
  private void place(Taps columns, int left, int room) {
    if (pair.length < room) {
      pair = new long[room];
    }
    int outputs = columns.first().length;
    if (places.length != outputs) {
      places = new int[outputs];
    }
    for (int x = 0; x < outputs; x++) {
      places[x] = (columns.first()[x] - left) * Canvas.CHANNELS;
    }
  }

  private void join(byte[] bytes, int upper, int lower, int width) {
    long[] out = pair;
    for (int i = 0; i < width; i++) {
      out[i] = (bytes[upper + i] & 0xff) | (long) (bytes[lower + i] & 0xff) << 32;
    }
  }

  // All outputs get as many taps as the one that has most: those beyond an output's own have no
  // weight, and a processor foresees a loop that always has the same length, or none at all.

  private void scale(Taps columns, int taps) {
    switch (taps) {
      case 1, 2 -> two(columns.weights(), columns.most());
      case 3 -> three(columns.weights(), columns.most());
      case 4 -> four(columns.weights(), columns.most());
      default -> many(columns, taps);
    }
  }

  private void two(int[] weights, int most) {
    int[] starts = places;
    long[] in = pair;
    int out = 0;
    for (int x = 0; x < starts.length; x++) {
      int at = starts[x];
      long a = weights[x * most];
      long b = weights[x * most + 1];
      put(
          out,
          HALVES + in[at] * a + in[at + 3] * b,
          HALVES + in[at + 1] * a + in[at + 4] * b,
          HALVES + in[at + 2] * a + in[at + 5] * b);
      out += Canvas.CHANNELS;
    }
  }

  private void three(int[] weights, int most) {
    int[] starts = places;
    long[] in = pair;
    int out = 0;
    for (int x = 0; x < starts.length; x++) {
      int at = starts[x];
      long a = weights[x * most];
      long b = weights[x * most + 1];
      long c = weights[x * most + 2];
      put(
          out,
          HALVES + in[at] * a + in[at + 3] * b + in[at + 6] * c,
          HALVES + in[at + 1] * a + in[at + 4] * b + in[at + 7] * c,
          HALVES + in[at + 2] * a + in[at + 5] * b + in[at + 8] * c);
      out += Canvas.CHANNELS;
    }
  }

  private void four(int[] weights, int most) {
    int[] starts = places;
    long[] in = pair;
    int out = 0;
    for (int x = 0; x < starts.length; x++) {
      int at = starts[x];
      long a = weights[x * most];
      long b = weights[x * most + 1];
      long c = weights[x * most + 2];
      long d = weights[x * most + 3];
      put(
          out,
          HALVES + in[at] * a + in[at + 3] * b + in[at + 6] * c + in[at + 9] * d,
          HALVES + in[at + 1] * a + in[at + 4] * b + in[at + 7] * c + in[at + 10] * d,
          HALVES + in[at + 2] * a + in[at + 5] * b + in[at + 8] * c + in[at + 11] * d);
      out += Canvas.CHANNELS;
    }
  }

  private void many(Taps columns, int taps) {
    int[] starts = places;
    int[] weights = columns.weights();
    long[] in = pair;
    int out = 0;
    for (int x = 0; x < starts.length; x++) {
      long red = HALVES;
      long green = HALVES;
      long blue = HALVES;
      int from = starts[x];
      int tap = x * columns.most();
      for (int end = tap + taps; tap < end; tap++) {
        long weight = weights[tap];
        red += in[from] * weight;
        green += in[from + 1] * weight;
        blue += in[from + 2] * weight;
        from += Canvas.CHANNELS;
      }
      put(out, red, green, blue);
      out += Canvas.CHANNELS;
    }
  }

  private void put(int at, long red, long green, long blue) {
    int[] first = upper;
    int[] second = lower;
    first[at] = (int) red >>> Taps.BITS;
    first[at + 1] = (int) green >>> Taps.BITS;
    first[at + 2] = (int) blue >>> Taps.BITS;
    second[at] = (int) (red >>> UPPER);
    second[at + 1] = (int) (green >>> UPPER);
    second[at + 2] = (int) (blue >>> UPPER);
  }
}
