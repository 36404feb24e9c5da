package io.feedalign.backend.cpu;

import io.feedalign.error.FaException;

/** The check that everything which reads targets makes. */
final class TargetRows {
  private TargetRows() {}

  /** The target itself, if it is a class or -1. */
  static int check(int target, int row, int classes) {
    if (target < -1 || target >= classes) {
      throw FaException.user(
          "Target "
              + target
              + " of row "
              + row
              + " is no class: there are "
              + classes
              + " classes, 0 to "
              + (classes - 1)
              + ", and -1 for a row to ignore.");
    }
    return target;
  }
}
