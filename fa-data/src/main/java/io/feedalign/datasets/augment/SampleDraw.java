package io.feedalign.datasets.augment;

import io.feedalign.ir.Philox;

/**
 * One image's turn in one epoch of one run: the name of all random numbers that change it then.
 *
 * @param seed of the run
 * @param epoch from 0
 * @param sample place of the image among the stored ones, whatever the order of the epoch
 */
public record SampleDraw(long seed, int epoch, int sample) {

  /**
   * The random numbers of one purpose. Purposes know nothing of each other: images are flipped the
   * same whether or not they are also cropped.
   *
   * @param purpose such as {@code augment/flip}
   */
  public Chance about(String purpose) {
    return new Chance(Philox.key(seed, purpose), epoch, sample);
  }
}
