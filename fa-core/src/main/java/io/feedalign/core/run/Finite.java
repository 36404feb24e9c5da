package io.feedalign.core.run;

/** Numbers that are neither infinite nor NaN. */
final class Finite {
  private Finite() {}

  /** Whether all are. */
  static boolean all(float[] numbers) {
    return all(numbers, numbers.length);
  }

  /** Whether the first ones are. */
  static boolean all(float[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(numbers[i])) {
        return false;
      }
    }
    return true;
  }
}
