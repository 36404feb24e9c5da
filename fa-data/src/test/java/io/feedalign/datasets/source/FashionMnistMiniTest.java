package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FashionMnistMiniTest {
  private static final FashionMnistMini PROVIDER = new FashionMnistMini();
  private static final Dataset MINI = PROVIDER.create(PROVIDER.settings().defaults());

  @ParameterizedTest
  @CsvSource({"TRAIN, 900", "VALIDATION, 100", "TEST, 200"})
  void everySplitHasAsManyOfEachClass(Split split, int each) {
    int[] counts = new int[10];
    Batch batch = Batch.allocate(100, MINI.imageShape());
    try (BatchStream stream = MINI.stream(split, StreamOptions.scoring(100))) {
      while (stream.next(batch)) {
        for (int row = 0; row < 100; row++) {
          counts[batch.targets().get(row)]++;
        }
      }
    }
    int[] expected = new int[10];
    Arrays.fill(expected, each);
    assertArrayEquals(expected, counts);
    assertEquals(10 * each, MINI.size(split));
  }

  @Test
  void isTenClassesOfSmallGreyPictures() {
    assertEquals(Shape.of(1, 28, 28), MINI.imageShape());
    assertEquals(10, MINI.classes());
    assertEquals("fashion-mnist-mini", MINI.name());
    assertTrue(MINI.description().contains("10000 training and 2000 test images"));
  }

  @Test
  void pixelsHaveMeanZeroAndVarianceOne() {
    Batch batch = Batch.allocate(2000, MINI.imageShape());
    try (BatchStream stream = MINI.stream(Split.TEST, StreamOptions.scoring(2000))) {
      stream.next(batch);
    }
    double sum = 0;
    double squares = 0;
    int count = batch.images().capacity();
    for (int i = 0; i < count; i++) {
      sum += batch.images().get(i);
      squares += (double) batch.images().get(i) * batch.images().get(i);
    }
    assertEquals(0, sum / count, 0.02);
    assertEquals(1, squares / count, 0.02);
  }

  @Test
  void needsNoFiles() {
    assertTrue(PROVIDER.files().isEmpty());
  }

  @Test
  void comesWithItsLicence() {
    assertTrue(getClass().getResource("/io/feedalign/datasets/fashion-mnist-mini/LICENSE") != null);
  }
}
