package io.feedalign.datasets.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.data.Batch;
import io.feedalign.data.StreamOptions;
import io.feedalign.error.FaException;
import io.feedalign.ir.Philox;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleStreamTest {
  private static final Shape IMAGE = Shape.of(1, 1, 2);
  private static final Numbered SAMPLES = new Numbered(23, 5);

  @Test
  void learningVisitsEachImageOnceAndDropsAPartialBatch() {
    List<Integer> seen = positions(StreamOptions.learning(5, 1, 0));
    assertEquals(20, seen.size());
    assertEquals(20, seen.stream().distinct().count());
  }

  @Test
  void seedAndEpochNameTheShuffle() {
    List<Integer> first = positions(StreamOptions.learning(1, 1, 0));
    assertEquals(first, positions(StreamOptions.learning(1, 1, 0)));
    assertNotEquals(first, positions(StreamOptions.learning(1, 1, 1)));
    assertNotEquals(first, positions(StreamOptions.learning(1, 2, 0)));
    assertEquals(23, first.stream().distinct().count());
  }

  @Test
  void theShuffleDoesNotDependOnTheBatchSize() {
    assertEquals(
        positions(StreamOptions.learning(1, 1, 0)).subList(0, 20),
        positions(StreamOptions.learning(5, 1, 0)));
  }

  @Test
  void theOrderOfAShuffleNeverChanges() {
    int[] order = IntStream.range(0, 10).toArray();
    Permutation.shuffle(order, Philox.key(1, "shuffle"), 2);
    assertArrayEquals(new int[] {3, 7, 5, 6, 9, 1, 4, 8, 0, 2}, order);
  }

  @Test
  void everyPlaceIsEquallyLikely() {
    int[] first = new int[4];
    for (int epoch = 0; epoch < 4000; epoch++) {
      int[] order = {0, 1, 2, 3};
      Permutation.shuffle(order, 99, epoch);
      first[order[0]]++;
    }
    for (int count : first) {
      assertEquals(1000, count, 120);
    }
  }

  @Test
  void scoringKeepsTheOrderAndPadsTheLastBatch() {
    Batch batch = Batch.allocate(5, IMAGE);
    SampleStream stream = stream(StreamOptions.scoring(5));
    assertEquals(5, stream.batches());
    for (int i = 0; i < 5; i++) {
      assertTrue(stream.next(batch));
    }
    assertFalse(stream.next(batch));
    float[] pixels = new float[10];
    batch.images().get(0, pixels);
    assertArrayEquals(new float[] {20, -20, 21, -21, 22, -22, 0, 0, 0, 0}, pixels);
    int[] targets = new int[5];
    batch.targets().get(0, targets);
    assertArrayEquals(new int[] {0, 1, 2, -1, -1}, targets);
  }

  @Test
  void leavesThePositionsOfTheBuffersAlone() {
    Batch batch = Batch.allocate(5, IMAGE);
    stream(StreamOptions.scoring(5)).next(batch);
    assertEquals(0, batch.images().position());
    assertEquals(0, batch.targets().position());
  }

  @Test
  void refusesABatchOfAnotherSize() {
    SampleStream stream = stream(StreamOptions.scoring(5));
    assertThrows(FaException.class, () -> stream.next(Batch.allocate(4, IMAGE)));
  }

  @Test
  void skippingGoesOnWhereDecodingWouldHave() {
    StreamOptions options = StreamOptions.learning(5, 1, 0);
    List<Integer> all = positions(options);
    SampleStream stream = stream(options);
    Batch batch = Batch.allocate(5, IMAGE);
    stream.skip(2, batch);
    assertEquals(0f, batch.images().get(2), "nothing was decoded");
    assertTrue(stream.next(batch));
    assertEquals((int) all.get(10), (int) batch.images().get(0));
    stream.skip(Integer.MAX_VALUE, batch);
    assertFalse(stream.next(batch));
  }

  private static List<Integer> positions(StreamOptions options) {
    List<Integer> seen = new ArrayList<>();
    Batch batch = Batch.allocate(options.batch(), IMAGE);
    SampleStream stream = stream(options);
    while (stream.next(batch)) {
      for (int row = 0; row < options.batch(); row++) {
        int position = (int) batch.images().get(2 * row);
        assertEquals(position % 5, batch.targets().get(row));
        seen.add(position);
      }
    }
    return seen;
  }

  private static SampleStream stream(StreamOptions options) {
    return new SampleStream(SAMPLES, IntStream.range(0, 23).toArray(), options);
  }
}
