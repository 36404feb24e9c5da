package io.feedalign.datasets.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Rows of bytes as normalised numbers, the very ones of a table, but computed: adding and
 * multiplying goes many at a time, looking up does not. For one thread.
 *
 * <p>A number is {@code byte * slope + start}. Slope and start are both split into a coarse part,
 * on a grid so wide that nothing is rounded, and what is left; only the last addition rounds. Where
 * this misses an entry of the table, as hardly any mean and deviation do, the table is used.
 */
public final class NormalisedRows {
  private static final int BYTES = 256;
  // The bits of 2^23 as a float, in which the last bits are a whole number below 2^23.
  private static final int WHOLE = 0x4b000000;
  private static final float SHIFTED = 1 << 23;
  private static final int DIGITS = 24;

  private final Normaliser owner;
  private final float[] table;
  private final int channels;
  private final boolean computed;
  private final float[] slopes;
  private final float[] starts;
  private final float[] slopeRests;
  private final float[] startRests;
  private final float[] numbers;
  private final IntBuffer bits;
  private final FloatBuffer floats;

  /** For rows of so many numbers, whole pixels. */
  NormalisedRows(Normaliser owner, Normalisation normalisation, int channels, int count) {
    this.owner = owner;
    this.table = normalisation.table(channels);
    this.channels = channels;
    slopes = new float[count];
    starts = new float[count];
    slopeRests = new float[count];
    startRests = new float[count];
    numbers = new float[count];
    ByteBuffer memory =
        ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
    bits = memory.asIntBuffer();
    floats = memory.asFloatBuffer();
    for (int i = 0; i < count; i++) {
      split(i, normalisation.slope(i % channels), normalisation.start(i % channels));
    }
    computed = agrees(Math.min(count, channels));
  }

  private void split(int i, double slope, double start) {
    double largest = Math.max(Math.abs(start), Math.abs(slope) * BYTES);
    double grid = Math.scalb(1.0, Math.getExponent(largest) + 2 - DIGITS);
    slopes[i] = (float) (Math.rint(slope / grid) * grid);
    starts[i] = (float) (Math.rint(start / grid) * grid);
    slopeRests[i] = (float) (slope - slopes[i]);
    startRests[i] = (float) (start - starts[i]);
  }

  private boolean agrees(int first) {
    for (int i = 0; i < first; i++) {
      for (int value = 0; value < BYTES; value++) {
        float number = value * slopes[i] + starts[i] + (value * slopeRests[i] + startRests[i]);
        if (Float.floatToIntBits(number) != Float.floatToIntBits(table[i * BYTES + value])) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether numbers are computed, not looked up. */
  boolean computed() {
    return computed;
  }

  /** Whether this writes what a normaliser's rows of a length are. */
  public boolean fits(Normaliser normaliser, int count) {
    return owner == normaliser && numbers.length == count;
  }

  /**
   * Writes a row.
   *
   * @param values bytes above some other bits; overwritten
   * @param shift how many other bits there are
   * @param at where the row begins
   */
  public void write(int[] values, int shift, FloatBuffer into, int at) {
    int count = numbers.length;
    if (computed) {
      mark(values, shift, count);
      bits.put(0, values, 0, count); // taken for floats, and not converted, on the way
      floats.get(0, numbers, 0, count);
      compute();
    } else {
      for (int i = 0; i < count; i++) {
        numbers[i] = table[(i % channels * BYTES) + (values[i] >>> shift)];
      }
    }
    into.put(at, numbers, 0, count);
  }

  private static void mark(int[] values, int shift, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[i] >>> shift | WHOLE;
    }
  }

  private void compute() {
    float[] all = numbers;
    float[] slope = slopes;
    float[] start = starts;
    float[] slopeRest = slopeRests;
    float[] startRest = startRests;
    for (int i = 0; i < all.length; i++) {
      float value = all[i] - SHIFTED;
      all[i] = value * slope[i] + start[i] + (value * slopeRest[i] + startRest[i]);
    }
  }
}
