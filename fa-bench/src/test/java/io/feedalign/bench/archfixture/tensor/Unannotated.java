package io.feedalign.bench.archfixture.tensor;

import org.slf4j.Logger;

/** Public, without a promise, with a dependency, in a package that says nothing about null. */
public final class Unannotated {
  private Unannotated() {}

  /** Needs a library. */
  public static boolean talks(Logger logger) {
    return logger.isInfoEnabled();
  }
}
