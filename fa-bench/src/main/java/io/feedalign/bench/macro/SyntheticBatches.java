package io.feedalign.bench.macro;

import io.feedalign.data.Batch;
import io.feedalign.ir.Philox;
import java.util.ArrayList;
import java.util.List;

/** Batches of Gaussian images with random classes: the same for every rule, nothing to learn. */
public final class SyntheticBatches {
  // With a single batch the loss would go to zero, and signals to subnormal numbers, which are
  // slow.
  private static final int COUNT = 4;

  private final List<Batch> batches = new ArrayList<>();

  /** Batches of that size, images and classes. */
  public SyntheticBatches(StepQuestion.Load load) {
    for (int i = 0; i < COUNT; i++) {
      Batch batch = Batch.allocate(load.batch(), load.image());
      float[] pixels = new float[batch.images().capacity()];
      Philox.normals(Philox.key(0, "images"), i, 0, pixels, pixels.length);
      batch.images().put(0, pixels);
      for (int row = 0; row < batch.size(); row++) {
        long key = Philox.key(0, "targets");
        batch.targets().put(row, Philox.below(key, i, row, load.classes()));
      }
      batches.add(batch);
    }
  }

  /** The batch of a step; they come round again. */
  public Batch forStep(int step) {
    return batches.get(step % batches.size());
  }
}
