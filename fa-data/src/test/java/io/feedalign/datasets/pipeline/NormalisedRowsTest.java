package io.feedalign.datasets.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalisedRowsTest {
  private static final int SHIFT = 22;

  @Test
  void numbersOfPhotographsAreComputedToTheBitsOfTheTable() {
    List<Double> mean = List.of(.485, .456, .406);
    List<Double> std = List.of(.229, .224, .225);
    assertTrue(isTheTable(new Normalisation(mean, std), 3));
  }

  @Test
  void whateverMeanAndDeviationTheNumbersAreThoseOfTheTable() {
    int computed = 0;
    int tried = 400;
    for (int i = 1; i <= tried; i++) {
      Normalisation some = new Normalisation(i * 0.61803 % 1, 0.001 + i * 0.41421 % 1);
      computed += isTheTable(some, 1) ? 1 : 0;
    }
    // Few are rounded otherwise, and found in the table; the test is to see both.
    assertTrue(computed > tried * 9 / 10 && computed < tried, "computed " + computed);
  }

  @Test
  void bytesAsTheyAreStayWholeNumbers() {
    assertTrue(isTheTable(new Normalisation(0, 1 / 255.0), 3));
  }

  /** Whether rows are computed; fails if they are not what the table says. */
  private static boolean isTheTable(Normalisation normalisation, int channels) {
    Normaliser normaliser = new Normaliser(normalisation, channels);
    int count = 256 * channels;
    NormalisedRows rows = normaliser.rows(count);
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = i / channels << SHIFT | (i * 9973 & ((1 << SHIFT) - 1));
    }
    FloatBuffer written = FloatBuffer.allocate(count + 2);
    rows.write(values, SHIFT, written, 1);
    float[] table = normalisation.table(channels);
    for (int i = 0; i < count; i++) {
      assertEquals(table[i % channels * 256 + i / channels], written.get(1 + i));
    }
    assertEquals(0, written.get(0));
    assertEquals(0, written.get(count + 1));
    assertTrue(rows.fits(normaliser, count));
    assertFalse(rows.fits(normaliser, count + channels));
    return rows.computed();
  }
}
