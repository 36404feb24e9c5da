package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.spi.DatasetProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the interfaces promise, kept by whole data sets as a trainer sees them. */
class PromisesTest {
  private static final int BATCH = 96;

  static Stream<Dataset> datasets() {
    return Stream.of(
        open(new FashionMnistMini(), Map.of()),
        open(new Synthetic(), Map.of()),
        open(new Synthetic(), Map.of("shape", List.of(3, 5, 7), "train", 301, "test", 97)));
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void aPassGivesAsManyBatchesAsItSays(Dataset dataset) {
    for (Split split : Split.values()) {
      int size = dataset.size(split);
      BatchStream scoring = dataset.stream(split, StreamOptions.scoring(BATCH));
      assertEquals((size + BATCH - 1) / BATCH, scoring.batches());
      assertEquals(
          scoring.batches(), rows(dataset, split, StreamOptions.scoring(BATCH)).size() / BATCH);
    }
    BatchStream learning = dataset.stream(Split.TRAIN, StreamOptions.learning(BATCH, 0, 0));
    assertEquals(dataset.size(Split.TRAIN) / BATCH, learning.batches());
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void everyImageIsScoredOnceAndTheRestIsPadding(Dataset dataset) {
    for (Split split : Split.values()) {
      List<Row> rows = rows(dataset, split, StreamOptions.scoring(BATCH));
      for (int i = 0; i < rows.size(); i++) {
        int target = rows.get(i).target();
        assertEquals(i >= dataset.size(split), target == -1, split + " row " + i);
        assertTrue(target < dataset.classes());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void theSameOptionsGiveTheSameBitsInTheSameOrder(Dataset dataset) {
    StreamOptions options = StreamOptions.learning(BATCH, 42, 3);
    List<Row> rows = rows(dataset, Split.TRAIN, options);
    assertEquals(rows, rows(dataset, Split.TRAIN, options));
    assertNotEquals(rows, rows(dataset, Split.TRAIN, StreamOptions.learning(BATCH, 42, 4)));
    assertNotEquals(rows, rows(dataset, Split.TRAIN, StreamOptions.learning(BATCH, 43, 3)));
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void learningVisitsWhatScoringStores(Dataset dataset) {
    List<Row> stored = rows(dataset, Split.TRAIN, StreamOptions.scoring(1));
    List<Row> shuffled = rows(dataset, Split.TRAIN, StreamOptions.learning(1, 42, 3));
    assertNotEquals(stored, shuffled);
    assertEquals(stored.stream().sorted().toList(), shuffled.stream().sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void noPixelIsFarOut(Dataset dataset) {
    Batch batch = Batch.allocate(BATCH, dataset.imageShape());
    dataset.stream(Split.TEST, StreamOptions.scoring(BATCH)).next(batch);
    for (int i = 0; i < batch.images().capacity(); i++) {
      assertTrue(Math.abs(batch.images().get(i)) < 10);
    }
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void theEndLeavesTheMemoryAsItIs(Dataset dataset) {
    Batch batch = Batch.allocate(BATCH, dataset.imageShape());
    BatchStream stream = dataset.stream(Split.TEST, StreamOptions.scoring(BATCH));
    for (int i = 0; i < stream.batches(); i++) {
      assertTrue(stream.next(batch));
    }
    int before = batch.hashCode();
    assertFalse(stream.next(batch));
    assertFalse(stream.next(batch));
    assertEquals(before, batch.hashCode());
  }

  /** An image by a digest of its pixels, and its class. */
  private record Row(int pixels, int target) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int order = Integer.compare(pixels, other.pixels);
      return order == 0 ? Integer.compare(target, other.target) : order;
    }
  }

  private static List<Row> rows(Dataset dataset, Split split, StreamOptions options) {
    List<Row> rows = new ArrayList<>();
    Batch batch = Batch.allocate(options.batch(), dataset.imageShape());
    int stride = (int) dataset.imageShape().elements();
    try (BatchStream stream = dataset.stream(split, options)) {
      while (stream.next(batch)) {
        for (int row = 0; row < options.batch(); row++) {
          int pixels = batch.images().slice(row * stride, stride).hashCode();
          rows.add(new Row(pixels, batch.targets().get(row)));
        }
      }
    }
    return rows;
  }

  private static Dataset open(DatasetProvider provider, Map<String, Object> settings) {
    return provider.create(provider.settings().settings(settings));
  }
}
