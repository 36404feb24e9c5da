package io.feedalign.backend.cpu;

import io.feedalign.ir.Form;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The sums over all but the channels of what a chain stores, taken while its tiles are at hand.
 * Tiles are added lane by lane in single precision, sixteen of them before the lanes go to their
 * channels in double: blocks do not depend on the number of threads.
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

  /** Takes the lanes of one block. */
  void take(int block, float[] lanes) {
    double[] into = blocks[block];
    Arrays.fill(into, 0);
    for (int j = 0, c = 0; j < lanes.length; j++) {
      into[c] += lanes[j];
      c = c + 1 == channels ? 0 : c + 1;
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
