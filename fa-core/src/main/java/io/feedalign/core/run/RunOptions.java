package io.feedalign.core.run;

/**
 * How long to train, and from which seed.
 *
 * @param label the name of this run among others
 * @param epochs at least 1
 * @param seed names the shuffles
 * @param tested whether the test images are scored at the end; otherwise they are never read
 */
public record RunOptions(String label, int epochs, long seed, boolean tested) {
  /** A run that is tested at its end. */
  public RunOptions(String label, int epochs, long seed) {
    this(label, epochs, seed, true);
  }

  /** Unlabelled epochs from seed 0. */
  public static RunOptions epochs(int epochs) {
    return new RunOptions("", epochs, 0);
  }

  /** The same without a test, as for whatever is chosen by validation. */
  public RunOptions untested() {
    return new RunOptions(label, epochs, seed, false);
  }
}
