package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Precision;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.data.Batch;
import io.feedalign.optim.Schedule;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.SizeTPointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole learning steps on a real device. */
class TrainingOnGpuTest extends TrainingContract {
  private static final int STEPS = 10_000;
  private static final int WARM_UP = 100;

  @BeforeAll
  static void needsAGpu() {
    Gpu.isNeededBy(TrainingOnGpuTest.class);
  }

  @Override
  Backend backend() {
    return Gpu.open();
  }

  private static long free() {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      assertEquals(cudart.cudaSuccess, cudart.cudaMemGetInfo(free, total));
      return free.get();
    }
  }

  /** Others may use the device too, so a block of the allocator's own size is forgiven. */
  @Test
  @Tag("nightly")
  void tenThousandStepsTakeNoMoreMemoryThanTheFirst() {
    try (Backend backend = backend();
        CompiledNetwork network = SmallTraining.compiled(backend, "fa", Precision.F32)) {
      network.initialize();
      Batch batch = SmallTraining.batch();
      long before = 0;
      for (int step = 0; step < STEPS; step++) {
        network.learn(batch, new Schedule.Progress(step, STEPS, 1));
        before = step == WARM_UP ? free() : before;
      }
      long grown = before - free();
      assertTrue(grown <= 2 << 20, "device memory grew by " + grown + " bytes");
    }
  }
}
