package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * When two tensors count as equal: no element may differ by more than a tolerance times the
 * <em>largest</em> expected magnitude, {@code max |a - b| <= tolerance max |a|}.
 *
 * <p>Relative to the largest and not to each element, because a sum that cancels to nearly nothing
 * rightly carries the rounding of its terms. A tolerance of zero asks for the same bits.
 */
public final class Closeness {

  private Closeness() {}

  /** Fails, naming the worst element, if the two differ by more than the tolerance allows. */
  public static void assertClose(
      String what, double[] expected, double[] actual, double tolerance) {
    assertEquals(expected.length, actual.length, what + ": number of elements");
    double allowed = tolerance * Numbers.largest(expected);
    for (int i = 0; i < expected.length; i++) {
      boolean same = expected[i] == actual[i];
      boolean bothUndefined = Double.isNaN(expected[i]) && Double.isNaN(actual[i]);
      if (!same && !bothUndefined && !(Math.abs(expected[i] - actual[i]) <= allowed)) {
        fail(
            what
                + ": element "
                + i
                + " of "
                + expected.length
                + " is "
                + actual[i]
                + " but should be "
                + expected[i]
                + "; allowed is a difference of "
                + allowed
                + ".");
      }
    }
  }

  /** Fails, naming the first element, if the two are not the same to the bit. */
  public static void assertSameBits(String what, double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length, what + ": number of elements");
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])) {
        fail(what + ": element " + i + " was " + expected[i] + " and is now " + actual[i] + ".");
      }
    }
  }
}
