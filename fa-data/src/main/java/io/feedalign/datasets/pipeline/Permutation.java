package io.feedalign.datasets.pipeline;

import io.feedalign.ir.Philox;

/** Shuffles by name: the same key and step give the same order, whoever asks and however often. */
public final class Permutation {
  private Permutation() {}

  /**
   * Shuffles an array in place (Fisher and Yates 1938, driven by Philox).
   *
   * @param key names the shuffle
   * @param step its number, such as the epoch
   */
  public static void shuffle(int[] elements, long key, int step) {
    for (int last = elements.length - 1; last > 0; last--) {
      int other = Philox.below(key, step, last, last + 1);
      int moved = elements[last];
      elements[last] = elements[other];
      elements[other] = moved;
    }
  }
}
