package io.feedalign.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleDrawTest {
  @Test
  void theSameNameDrawsTheSame() {
    assertArrayEquals(numbers(new SampleDraw(1, 2, 3), "a"), numbers(new SampleDraw(1, 2, 3), "a"));
  }

  @Test
  void everyPartOfTheNameCounts() {
    Set<Double> firsts = new HashSet<>();
    for (SampleDraw draw :
        new SampleDraw[] {
          new SampleDraw(1, 2, 3),
          new SampleDraw(0, 2, 3),
          new SampleDraw(1, 0, 3),
          new SampleDraw(1, 2, 0),
          new SampleDraw(1, 2, 4)
        }) {
      firsts.add(draw.about("a").uniform());
      firsts.add(draw.about("b").uniform());
    }
    assertEquals(10, firsts.size());
  }

  @Test
  void theNumbersNeverChange() {
    Chance chance = new SampleDraw(5, 1, 49_999).about("augment/crop");
    int[] drawn = IntStream.range(0, 8).map(i -> chance.below(9)).toArray();
    assertEquals("[2, 1, 7, 1, 2, 0, 5, 5]", Arrays.toString(drawn));
  }

  @Test
  void samplesDoNotShareNumbers() {
    Set<Double> seen = new HashSet<>();
    for (int sample = 0; sample < 50; sample++) {
      for (double number : numbers(Scenes.draw(sample), "a")) {
        seen.add(number);
      }
    }
    assertEquals(50 * 20, seen.size(), "a collision of 32-bit numbers is not to be expected here");
  }

  @Test
  void numbersAreUniform() {
    int[] tenths = new int[10];
    int[] ninths = new int[9];
    int heads = 0;
    double sum = 0;
    for (int sample = 0; sample < 20_000; sample++) {
      Chance chance = Scenes.draw(sample).about("a");
      tenths[(int) (10 * chance.uniform())]++;
      ninths[chance.below(9)]++;
      heads += chance.heads() ? 1 : 0;
      sum += chance.between(-3, 5);
    }
    for (int count : tenths) {
      assertEquals(2000, count, 6 * Math.sqrt(2000));
    }
    for (int count : ninths) {
      assertEquals(20_000 / 9.0, count, 6 * Math.sqrt(20_000 / 9.0));
    }
    assertEquals(10_000, heads, 6 * Math.sqrt(5000));
    assertEquals(1, sum / 20_000, 6 * 8 / Math.sqrt(12 * 20_000));
  }

  @Test
  void boundsAreKept() {
    for (int sample = 0; sample < 1000; sample++) {
      Chance chance = Scenes.draw(sample).about("b");
      assertEquals(0, chance.below(1));
      double drawn = chance.between(2, 3);
      assertTrue(drawn >= 2 && drawn < 3);
    }
  }

  private static double[] numbers(SampleDraw draw, String purpose) {
    Chance chance = draw.about(purpose);
    return IntStream.range(0, 20).mapToDouble(i -> chance.uniform()).toArray();
  }
}
