package io.feedalign.datasets.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.datasets.augment.Mixup;
import io.feedalign.datasets.source.Synthetic;
import io.feedalign.error.FaException;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixedDatasetTest {
  private static final int SIZE = 6;
  private static final int PIXELS = 2;

  private final Dataset plain =
      new ImageDataset(
          new ImageDataset.Identity("numbered", "numbers", Shape.of(2, 1, 1), 5),
          new Numbered(41, 5),
          new Numbered(7, 5),
          new ImageDataset.Validation(10, 0));
  private final Dataset mixed = new MixedDataset(plain, new Mixup(0.7));

  /** One row, as a stream gave it. */
  private record Row(float first, float last, int target, int second, float share) {}

  private static List<Row> rows(Dataset data, Split split, StreamOptions options) {
    try (BatchStream stream = data.stream(split, options)) {
      return rows(stream, Batch.allocate(options.batch(), data));
    }
  }

  private static List<Row> rows(BatchStream stream, Batch batch) {
    List<Row> rows = new ArrayList<>();
    while (stream.next(batch)) {
      for (int i = 0; i < batch.size(); i++) {
        int row = i;
        rows.add(
            new Row(
                batch.images().get(i * PIXELS),
                batch.images().get(i * PIXELS + 1),
                batch.targets().get(i),
                batch.mixture().map(mixture -> mixture.seconds().get(row)).orElse(-1),
                batch.mixture().map(mixture -> mixture.shares().get(row)).orElse(1f)));
      }
    }
    return rows;
  }

  private static StreamOptions learning(int size) {
    return StreamOptions.learning(size, 7, 3);
  }

  @Test
  void neighboursAreMixedAndKeepTheirOwnTargetsFirst() {
    List<Row> before = rows(plain, Split.TRAIN, learning(SIZE));
    List<Row> after = rows(mixed, Split.TRAIN, learning(SIZE));
    assertEquals(before.size(), after.size());
    for (int row = 0; row < after.size(); row++) {
      Row own = before.get(row);
      Row other = before.get(row ^ 1);
      Row found = after.get(row);
      assertEquals(own.target, found.target);
      assertEquals(other.target, found.second);
      assertEquals(after.get(row ^ 1).share, found.share, "a pair has one share");
      double share = found.share;
      assertEquals(share * own.first + (1 - share) * other.first, found.first, 1e-5);
      assertEquals(share * own.last + (1 - share) * other.last, found.last, 1e-5);
    }
    assertTrue(after.stream().map(Row::share).distinct().count() > after.size() / 3);
  }

  @Test
  void evenBatchesOfAnySizeGiveTheSameMixtures() {
    List<Row> two = rows(mixed, Split.TRAIN, learning(2));
    List<Row> four = rows(mixed, Split.TRAIN, learning(4));
    assertEquals(two.subList(0, four.size()), four);
    List<Row> six = rows(mixed, Split.TRAIN, learning(SIZE));
    assertEquals(two.subList(0, six.size()), six);
  }

  @Test
  void theLastRowOfAnOddBatchStaysAsItIs() {
    List<Row> before = rows(plain, Split.TRAIN, learning(5));
    List<Row> after = rows(mixed, Split.TRAIN, learning(5));
    for (int row = 4; row < after.size(); row += 5) {
      Row own = before.get(row);
      assertEquals(new Row(own.first, own.last, own.target, own.target, 1), after.get(row));
    }
  }

  @Test
  void whatIsSkippedIsNotMissed() {
    List<Row> all = rows(mixed, Split.TRAIN, learning(SIZE));
    Batch batch = Batch.allocate(SIZE, mixed);
    try (BatchStream stream = mixed.stream(Split.TRAIN, learning(SIZE))) {
      stream.skip(2, batch);
      assertEquals(all.subList(2 * SIZE, all.size()), rows(stream, batch));
    }
    try (BatchStream stream = mixed.stream(Split.TRAIN, learning(SIZE))) {
      stream.skip(1_000, batch);
      assertFalse(stream.next(batch));
    }
  }

  @Test
  void anImageThatCountsForNothingIsMixedIntoNoOther() {
    BatchStream holed = new Holed(plain.stream(Split.TRAIN, learning(SIZE)));
    Batch batch = Batch.allocate(SIZE, mixed);
    List<Row> before = rows(plain, Split.TRAIN, learning(SIZE));
    List<Row> after = rows(new MixedStream(holed, new Mixup(0.7), learning(SIZE)), batch);
    for (int row = 0; row < after.size(); row += SIZE) {
      assertEquals(-1, after.get(row).second);
      assertEquals(1, after.get(row).share);
      assertEquals(before.get(row + 1).first, after.get(row + 1).first);
      assertEquals(before.get(row + 1).target, after.get(row + 1).second);
      assertTrue(after.get(row + 2).share < 1);
    }
  }

  /** The first row of each batch is bad. */
  private record Holed(BatchStream whole) implements BatchStream {
    @Override
    public int batches() {
      return whole.batches();
    }

    @Override
    public boolean next(Batch into) {
      boolean more = whole.next(into);
      into.targets().put(0, -1);
      return more;
    }
  }

  @Test
  void scoringMixesNothing() {
    for (Split split : Split.values()) {
      StreamOptions scoring = StreamOptions.scoring(SIZE);
      assertSame(plain.stream(split, scoring).getClass(), mixed.stream(split, scoring).getClass());
    }
    assertSame(
        plain.stream(Split.VALIDATION, learning(2)).getClass(),
        mixed.stream(Split.VALIDATION, learning(2)).getClass());
  }

  @Test
  void aBatchWithoutRoomForSecondTargetsIsRefused() {
    try (BatchStream stream = mixed.stream(Split.TRAIN, learning(SIZE))) {
      Batch batch = Batch.allocate(SIZE, mixed.imageShape());
      FaException error = assertThrows(FaException.class, () -> stream.next(batch));
      assertTrue(error.getMessage().contains("Batch.allocate(size, data)"), error.getMessage());
    }
  }

  @Test
  void theSettingTurnsItOnAndIsRefusedWhereItMakesNoSense() {
    Synthetic provider = new Synthetic();
    SettingsSpec spec = provider.settings();
    assertFalse(provider.create(spec.settings(Map.of("train", 40))).mixed());
    assertFalse(provider.create(spec.settings(Map.of("train", 40, "mixup", 0))).mixed());
    Dataset on = provider.create(spec.settings(Map.of("train", 40, "mixup", 0.2)));
    assertTrue(on.mixed());
    assertTrue(on.description().endsWith("mixup 0.2"), on.description());
    for (Object wrong : new Object[] {-0.1, 1001, "much", Double.NaN}) {
      FaException error =
          assertThrows(FaException.class, () -> spec.settings(Map.of("mixup", wrong)));
      assertTrue(error.getMessage().contains("mixup"), error.getMessage());
    }
    FaException negative =
        assertThrows(FaException.class, () -> spec.settings(Map.of("mixup", -0.1)));
    assertTrue(negative.getMessage().contains("from 0 to 1000"), negative.getMessage());
  }
}
