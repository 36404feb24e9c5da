package io.feedalign.core.run;

/**
 * How long to train, and from which seed.
 *
 * @param label the name of this run among others
 * @param epochs at least 1
 * @param seed names the shuffles
 */
public record RunOptions(String label, int epochs, long seed) {
  /** Unlabelled epochs from seed 0. */
  public static RunOptions epochs(int epochs) {
    return new RunOptions("", epochs, 0);
  }
}
