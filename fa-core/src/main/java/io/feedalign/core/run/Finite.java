package io.feedalign.core.run;

/** Numbers that are neither infinite nor NaN. */
final class Finite {
  private Finite() {}

  /** Whether all are. */
  static boolean all(float[] numbers) {
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        return false;
      }
    }
    return true;
  }
}
