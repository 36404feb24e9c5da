package io.feedalign.datasets.augment;

import io.feedalign.ir.Philox;

/** A short sequence of random numbers, the same whenever it is asked for by the same name. */
public final class Chance {
  /** Numbers lie in blocks of four; an image has room for this many blocks, as a power of two. */
  private static final int BLOCKS = 16;

  private static final long LOW = 0xFFFFFFFFL;

  private final long key;
  private final int step;
  private final long firstBlock;
  private final int[] words = new int[4];
  private int drawn;

  Chance(long key, int step, int sample) {
    this.key = key;
    this.step = step;
    this.firstBlock = (long) sample << BLOCKS;
  }

  /** A number from [0, 1), of 32 bits. */
  public double uniform() {
    return (word() & LOW) * 0x1p-32;
  }

  /** A number between two bounds, the upper one not reached. */
  public double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** A whole number from [0, bound). */
  public int below(int bound) {
    return (int) (((word() & LOW) * bound) >>> 32);
  }

  /** true half of the time. */
  public boolean heads() {
    return word() < 0;
  }

  private int word() {
    if ((drawn & 3) == 0) {
      Philox.block(key, step, firstBlock + (drawn >> 2), words);
    }
    return words[drawn++ & 3];
  }
}
