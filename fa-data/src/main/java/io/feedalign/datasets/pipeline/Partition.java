package io.feedalign.datasets.pipeline;

import io.feedalign.ir.Philox;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The training images cut in two: those that are learnt from and those that choose between models.
 *
 * @param train positions that are learnt from, ascending
 * @param validation positions held out, ascending
 */
public record Partition(int[] train, int[] validation) {

  /**
   * Holds out a number of images, of each class in proportion to its size: {@code floor(held out *
   * class size / all)} of each, and the rest as the shuffle has it.
   *
   * @param samples the training images
   * @param classes number of classes
   * @param heldOut how many to hold out, fewer than there are
   * @param seed fixes the choice; it should not change between runs that are compared
   */
  static Partition of(Samples samples, int classes, int heldOut, long seed) {
    return of(
        IntStream.range(0, samples.count()).map(samples::label).toArray(), classes, heldOut, seed);
  }

  /**
   * Holds out a number of images, of each class in proportion to its size.
   *
   * @param labels a class for each training image
   * @param classes number of classes
   * @param heldOut how many to hold out, fewer than there are
   * @param seed fixes the choice; it should not change between runs that are compared
   */
  public static Partition of(int[] labels, int classes, int heldOut, long seed) {
    int[] shuffled = IntStream.range(0, labels.length).toArray();
    Permutation.shuffle(shuffled, Philox.key(seed, "validation"), 0);
    boolean[] held = new boolean[labels.length];
    int left = heldOut;
    int[] quota = quota(labels, classes, heldOut);
    for (int position : shuffled) {
      if (quota[labels[position]]-- > 0) {
        held[position] = true;
        left--;
      }
    }
    for (int position : shuffled) {
      if (left > 0 && !held[position]) {
        held[position] = true;
        left--;
      }
    }
    return new Partition(where(held, false), where(held, true));
  }

  private static int[] quota(int[] labels, int classes, int heldOut) {
    int[] quota = new int[classes];
    for (int label : labels) {
      quota[label]++;
    }
    return Arrays.stream(quota)
        .map(size -> (int) ((long) heldOut * size / labels.length))
        .toArray();
  }

  private static int[] where(boolean[] held, boolean wanted) {
    return IntStream.range(0, held.length).filter(i -> held[i] == wanted).toArray();
  }
}
