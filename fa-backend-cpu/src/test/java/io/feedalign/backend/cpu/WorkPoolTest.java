package io.feedalign.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkPoolTest {
  @Test
  void everyPartIsDoneOnceHoweverManyThere() {
    try (WorkPool pool = new WorkPool(5)) {
      AtomicIntegerArray done = new AtomicIntegerArray(6);
      for (int round = 0; round < 20_000; round++) {
        int parts = 1 + round % 5;
        pool.run(
            (index, count) -> {
              done.incrementAndGet(index);
              done.addAndGet(5, count);
            },
            parts);
      }
      // Part i is done in all rounds but those with i parts or fewer.
      for (int i = 0; i < 5; i++) {
        assertEquals(20_000 / 5 * (5 - i), done.get(i), "part " + i);
      }
      assertEquals(20_000 / 5 * (1 + 4 + 9 + 16 + 25), done.get(5));
    }
  }

  @Test
  void partsCoverAllUnitsWithoutOverlap() {
    for (int units : new int[] {1, 7, 64, 1_000_003}) {
      for (int parts = 1; parts <= 9; parts++) {
        assertEquals(0, WorkPool.start(units, 0, parts));
        assertEquals(units, WorkPool.start(units, parts, parts));
        for (int i = 0; i < parts; i++) {
          int size = WorkPool.start(units, i + 1, parts) - WorkPool.start(units, i, parts);
          assertTrue(size == units / parts || size == units / parts + 1);
        }
      }
    }
  }

  @Test
  void smallWorkStaysOnOneThread() {
    try (WorkPool pool = new WorkPool(4)) {
      assertEquals(1, pool.parts(99, 100));
      assertEquals(2, pool.parts(250, 100));
      assertEquals(4, pool.parts(1 << 20, 100));
    }
  }

  @Test
  void aFailureInAWorkerReachesTheCallerAndThePoolGoesOn() {
    try (WorkPool pool = new WorkPool(3)) {
      WorkPool.Work failing =
          (index, count) -> {
            if (index == 2) {
              throw new IllegalStateException("part 2");
            }
          };
      assertThrows(IllegalStateException.class, () -> pool.run(failing, 3));
      AtomicIntegerArray done = new AtomicIntegerArray(3);
      pool.run((index, count) -> done.incrementAndGet(index), 3);
      assertEquals("[1, 1, 1]", done.toString());
    }
  }
}
