package io.feedalign.datasets.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionTest {
  @ParameterizedTest
  @CsvSource({"100, 10, 10", "100, 10, 99", "101, 7, 33", "5, 5, 1", "1000, 3, 1"})
  void everyImageIsOnOneSideOnly(int count, int classes, int heldOut) {
    Partition partition = Partition.of(new Numbered(count, classes), classes, heldOut, 3);
    assertEquals(heldOut, partition.validation().length);
    int[] all =
        IntStream.concat(Arrays.stream(partition.train()), Arrays.stream(partition.validation()))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, count).toArray(), all);
  }

  @Test
  void holdsOutOfEachClassInProportion() {
    Partition partition = Partition.of(new Numbered(1003, 7), 7, 100, 3);
    int[] counts = new int[7];
    for (int position : partition.validation()) {
      counts[position % 7]++;
    }
    assertTrue(Arrays.stream(counts).allMatch(n -> n >= 14 && n <= 18), Arrays.toString(counts));
  }

  @Test
  void aSeedFixesTheChoiceAndAnotherMakesAnother() {
    Numbered samples = new Numbered(500, 10);
    int[] chosen = Partition.of(samples, 10, 50, 3).validation();
    assertArrayEquals(chosen, Partition.of(samples, 10, 50, 3).validation());
    assertFalse(Arrays.equals(chosen, Partition.of(samples, 10, 50, 4).validation()));
  }

  @Test
  void theDefaultSplitNeverChanges() {
    int[] chosen = Partition.of(new Numbered(40, 4), 4, 4, 0).validation();
    assertArrayEquals(new int[] {1, 12, 23, 26}, chosen);
  }
}
