package io.feedalign.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PrefetcherTest {
  private static final Shape IMAGE = Shape.of(1, 1, 1);

  /** Gives batches whose only target is their number; fails at one of them. */
  private static final class Numbers implements BatchStream {
    private final int count;
    private final int failAt;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int next;

    Numbers(int count, int failAt) {
      this.count = count;
      this.failAt = failAt;
    }

    @Override
    public int batches() {
      return count;
    }

    @Override
    public boolean next(Batch into) {
      if (next == failAt) {
        throw FaException.user("broken.idx: image " + next + " is truncated.");
      }
      into.targets().put(0, next);
      return next++ < count;
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  @Test
  void batchesArriveInOrderAndOnce() {
    List<Integer> seen = new ArrayList<>();
    try (Prefetcher batches = new Prefetcher(new Numbers(50, -1), 1, IMAGE)) {
      for (Optional<Batch> b = batches.next(); b.isPresent(); b = batches.next()) {
        seen.add(b.get().targets().get(0));
      }
      assertFalse(batches.next().isPresent(), "the end stays the end");
    }
    assertEquals(50, seen.size());
    for (int i = 0; i < 50; i++) {
      assertEquals(i, seen.get(i));
    }
  }

  @Test
  void aLentBatchIsNotOverwritten() throws InterruptedException {
    try (Prefetcher batches = new Prefetcher(new Numbers(50, -1), 1, IMAGE)) {
      Batch first = batches.next().orElseThrow();
      Thread.sleep(50);
      assertEquals(0, first.targets().get(0));
    }
  }

  @Test
  void aFailureSurfacesUnchangedWhereItsBatchWouldBe() {
    try (Prefetcher batches = new Prefetcher(new Numbers(50, 2), 1, IMAGE)) {
      assertTrue(batches.next().isPresent());
      assertTrue(batches.next().isPresent());
      FaException failure = assertThrows(FaException.class, batches::next);
      assertTrue(failure.getMessage().startsWith("broken.idx"));
      assertFalse(batches.next().isPresent(), "a failed pass is over");
    }
  }

  @Test
  void closingInTheMiddleStopsTheThreadAndTheStream() {
    Numbers numbers = new Numbers(1000, -1);
    Prefetcher batches = new Prefetcher(numbers, 1, IMAGE);
    assertSame(batches.next().orElseThrow().targets().get(0), 0);
    batches.close();
    assertTrue(numbers.closed.get());
  }
}
