package io.feedalign.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.backend.Lifetime;
import io.feedalign.error.FaException;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

class OffHeapArenaTest {
  @Test
  void offsetsBeyondTwoGibibytesWork() {
    long size = 3L << 30;
    try (OffHeapArena arena = OffHeapArena.allocate(size, Lifetime.SCRATCH)) {
      BytePointer last = arena.at(size - 8, 8);
      last.asByteBuffer().putLong(0, 42);
      assertEquals(42, arena.at(size - 8, 8).asByteBuffer().getLong(0));
      assertEquals(size - 8, last.address() - arena.at(0, 1).address());
    }
  }

  @Test
  void memoryStartsAtACacheLine() {
    for (int bytes : new int[] {0, 1, 100, 5000}) {
      try (OffHeapArena arena = OffHeapArena.allocate(bytes, Lifetime.PERSISTENT)) {
        assertEquals(0, arena.at(0, 0).address() % OffHeapArena.ALIGNMENT);
      }
    }
  }

  @Test
  void whatLiesOutsideIsRefused() {
    try (OffHeapArena arena = OffHeapArena.allocate(64, Lifetime.SCRATCH)) {
      assertThrows(FaException.class, () -> arena.at(60, 8));
      assertThrows(FaException.class, () -> arena.at(-1, 1));
    }
  }

  @Test
  void aClosedArenaIsNotTouched() {
    OffHeapArena arena = OffHeapArena.allocate(64, Lifetime.SCRATCH);
    arena.close();
    arena.close();
    assertThrows(FaException.class, () -> arena.at(0, 1));
  }
}
