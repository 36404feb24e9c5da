package io.feedalign.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.feedalign.backend.Lifetime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedBlockTest {
  private final List<Long> first = new ArrayList<>();
  private final List<Long> second = new ArrayList<>();

  @Test
  void itIsAsLargeAsTheLargestNeed() {
    try (SharedBlock block = new SharedBlock()) {
      assertEquals(0, block.bytes());
      block.lease(4096, start -> first.add(start.address()));
      block.lease(100, start -> second.add(start.address()));
      assertEquals(4096, block.bytes());
      assertEquals(first, second);
    }
  }

  @Test
  void whoUsesItIsToldWhereItMoved() {
    try (SharedBlock block = new SharedBlock()) {
      block.lease(64, start -> first.add(start.address()));
      block.lease(1 << 20, start -> second.add(start.address()));
      assertEquals(1 << 20, block.bytes());
      assertEquals(2, first.size());
      assertNotEquals(first.get(0), first.get(1));
      assertEquals(first.get(1), second.get(0));
    }
  }

  @Test
  void whoHasLeftIsToldNothing() {
    try (SharedBlock block = new SharedBlock()) {
      block.lease(64, start -> first.add(start.address())).close();
      block.lease(1 << 20, start -> second.add(start.address()));
      assertEquals(1, first.size());
    }
  }

  @Test
  void itLivesAsLongAsItsArena() {
    OffHeapArena arena = OffHeapArena.allocate(64, Lifetime.SCRATCH);
    SharedBlock block = arena.shared();
    block.lease(64, start -> first.add(start.address()));
    arena.close();
    assertEquals(0, block.bytes());
  }
}
