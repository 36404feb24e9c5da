package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.feedalign.backend.Backend;
import java.lang.management.ManagementFactory;

/** Counts the heap bytes that running a bound program allocates on its thread. */
final class Allocations {

  private static final int WARM_UP = 50;
  private static final int RUNS = 50;

  /** Above what counting itself costs, below the smallest thing a kernel could make each run. */
  private static final long ALLOWED_PER_RUN = 16;

  private Allocations() {}

  static void assertNone(Backend backend, ProgramCase check) {
    Sketch sketch = check.sketch();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (Rig rig = new Rig(backend, Fusion.chains(sketch.program()), Placement.compact())) {
      rig.write(sketch.numbers());
      repeat(rig, WARM_UP);
      long least = Long.MAX_VALUE;
      for (int attempt = 0; attempt < 3; attempt++) {
        long before = threads.getThreadAllocatedBytes(thread);
        repeat(rig, RUNS);
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
      long perRun = least / RUNS;
      assertTrue(
          perRun <= ALLOWED_PER_RUN,
          () -> "'" + check.name() + "' allocates " + perRun + " heap bytes a run.");
    }
  }

  private static void repeat(Rig rig, int times) {
    for (int i = 0; i < times; i++) {
      rig.run();
    }
  }
}
