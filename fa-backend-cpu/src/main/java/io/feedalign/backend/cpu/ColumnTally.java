package io.feedalign.backend.cpu;

import io.feedalign.ir.Form;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The sums over all but the channels of what a chain stores, taken while its tiles are at hand.
 * Tiles are added lane by lane in single precision, sixteen of them before the lanes of a channel
 * are added in pairs and go on in double: blocks do not depend on the number of threads.
 */
final class ColumnTally {
  /** How many tiles make a block. */
  static final int DEPTH = 16;

  private final int channels;
  private double[][] blocks = new double[0][];

  /** A tally of values of that form, whose channels lie last in memory. */
  ColumnTally(Form form) {
    channels = form.shape().size(1);
  }

  /** How many channels repeat in a tile. */
  int channels() {
    return channels;
  }

  /** Whether a chain fills it. */
  boolean bound() {
    return blocks.length > 0;
  }

  /** For a chain of so many tiles, each of which starts with the first channel. */
  void bind(int tiles) {
    blocks = new double[(tiles + DEPTH - 1) / DEPTH][channels];
  }

  /**
   * Takes the lanes of one block, which are added in halves first: a loop of vectors.
   *
   * @param count how many lanes, a multiple of the channels
   * @param spare overwritten; as long as the lanes
   */
  void take(int block, float[] lanes, int count, float[] spare) {
    int n = count;
    while (n > channels) {
      int half = n / channels / 2 * channels;
      n -= half;
      System.arraycopy(lanes, n, spare, 0, half);
      TileMath.add(lanes, spare, lanes, half);
    }
    double[] into = blocks[block];
    for (int c = 0; c < channels; c++) {
      into[c] = lanes[c];
    }
  }

  /** The kernel that stores the sums. */
  Kernel into(FloatBuffer result) {
    double[] totals = new double[channels];
    return () -> {
      Arrays.fill(totals, 0);
      for (double[] block : blocks) {
        for (int c = 0; c < channels; c++) {
          totals[c] += block[c];
        }
      }
      for (int c = 0; c < channels; c++) {
        result.put(c, (float) totals[c]);
      }
    };
  }
}
