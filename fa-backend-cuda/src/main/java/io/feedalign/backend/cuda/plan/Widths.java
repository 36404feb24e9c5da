package io.feedalign.backend.cuda.plan;

/** How many neighbours a thread reads at once. */
final class Widths {
  private static final int BYTES_AT_ONCE = 16;

  private Widths() {}

  /** As many elements as 16 bytes hold. */
  static int full(int bytes) {
    return BYTES_AT_ONCE / bytes;
  }

  /** The largest power of two that divides the elements and fits into 16 bytes. */
  static int dividing(long elements, int bytes) {
    return (int) Math.min(full(bytes), Long.lowestOneBit(elements));
  }

  /** The largest power of two up to a number, within bounds. */
  static int power(long number, int least, int most) {
    return (int) Math.max(least, Math.min(most, Long.highestOneBit(Math.max(1, number))));
  }

  static long ceil(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
