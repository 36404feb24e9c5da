package io.feedalign.backend.cuda.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Blocks cover a matrix exactly once, in packs that lie on 16 bytes where columns allow it. */
class ColumnWalkTest {
  private static final long[] ROWS = {1, 2, 127, 128, 6272, 131_072, 3_211_264, 1L << 31};
  private static final int[] COLUMNS = {1, 2, 3, 10, 16, 17, 24, 64, 100, 512, 1000, 1001, 2048};
  private static final int[] BYTES = {2, 4};

  private static void each(Consumer<ColumnWalk> check) {
    for (long rows : ROWS) {
      for (int columns : COLUMNS) {
        for (int bytes : BYTES) {
          ColumnWalk whole = ColumnWalk.whole(rows, columns, bytes);
          check.accept(whole);
          check.accept(whole.narrow(2));
          check.accept(whole.forReading(bytes));
          check.accept(whole.forReading(bytes).atMost(7));
          check.accept(whole.forWriting(bytes));
        }
      }
    }
  }

  @Test
  void everyElementBelongsToOneBlock() {
    each(
        walk -> {
          assertTrue(walk.chunks() * walk.per() >= walk.rows(), walk.type());
          assertTrue((walk.chunks() - 1) * walk.per() < walk.rows(), walk.type());
          assertTrue(walk.tiles() * walk.span() >= walk.columns(), walk.type());
          assertTrue((walk.tiles() - 1) * walk.span() < walk.columns(), walk.type());
          assertEquals(walk.tiles() * walk.chunks(), walk.shape().blocks(), walk.type());
        });
  }

  @Test
  void packsNeitherStraddleRowsNorExceedThreads() {
    each(
        walk -> {
          assertEquals(0, walk.columns() % walk.width(), walk.type());
          assertTrue(walk.tile() <= walk.shape().threads(), walk.type());
          assertTrue(walk.span() <= walk.shape().threads() / 2, walk.type());
        });
  }

  @Test
  void sixteenBytesAtATimeWhereColumnsAllowIt() {
    assertEquals(8, ColumnWalk.whole(100, 16, 2).width());
    assertEquals(4, ColumnWalk.whole(100, 16, 4).width());
    assertEquals(2, ColumnWalk.whole(100, 10, 4).width());
    assertEquals(1, ColumnWalk.whole(100, 17, 2).width());
  }

  @Test
  void blocksNeverOutnumberWhatTheShapeAllows() {
    each(walk -> assertTrue(walk.shape().blocks() <= 2048, walk.type()));
    assertEquals(1, ColumnWalk.whole(1, 1, 4).forReading(4).shape().blocks());
    assertEquals(128, ColumnWalk.whole(131_072, 16, 2).forReading(2).shape().blocks());
    assertEquals(7, ColumnWalk.whole(1 << 20, 16, 2).forReading(2).atMost(7).chunks());
  }

  @Test
  void segmentsAreCutIntoWholeParts() {
    for (long count : List.of(1L, 2L, 512L, 100_000L)) {
      for (long length : List.of(1L, 3L, 10L, 4608L, 1_000_001L)) {
        SegmentSums sums = SegmentSums.of(count, length, 4);
        assertTrue(sums.parts() * sums.per() >= length, sums.toString());
        assertTrue((sums.parts() - 1) * sums.per() < length, sums.toString());
        assertEquals(0, sums.per() % sums.width(), sums.toString());
        assertTrue(count == 1 || length % sums.width() == 0, sums.toString());
        assertEquals(1, Integer.bitCount(sums.group()), sums.toString());
      }
    }
  }
}
