package io.feedalign.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KernelRowTest {
  private static final Kernel NOTHING = () -> {};

  @Test
  void aKernelIsDoneWithAllInstructionsBeforeTheNextOnes() {
    KernelRow row = new KernelRow();
    row.add(NOTHING);
    row.from(1);
    row.add(NOTHING); // in place of instructions 1 and 2
    row.from(3);
    row.add(NOTHING); // prepares the next
    row.add(NOTHING);
    assertEquals(4, row.kernels().length);
    assertArrayEquals(new int[] {1, 3, 3, 5}, row.done(5));
  }

  @Test
  void aProgramWithoutKernelsIsDoneWithNothing() {
    assertArrayEquals(new int[0], new KernelRow().done(0));
  }
}
