package io.feedalign.backend.cpu;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Value;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** In how many rows the target is among the k largest logits. */
final class TopKKernel implements Kernel {
  private final int k;
  private final int classes;
  private final FloatBuffer logits;
  private final IntBuffer targets;
  private final FloatBuffer result;
  private final float[] row;

  TopKKernel(Instruction instruction, Views views) {
    Value scores = instruction.inputs().get(0);
    k = ((TopKHits) instruction.op()).k();
    classes = scores.shape().size(1);
    logits = views.floats(scores);
    targets = views.ints(instruction.inputs().get(1));
    result = views.floats(instruction.output());
    row = new float[classes];
  }

  @Override
  public void run() {
    int hits = 0;
    for (int n = 0; n < targets.capacity(); n++) {
      int target = TargetRows.check(targets.get(n), n, classes);
      if (target >= 0) {
        logits.get(n * classes, row);
        hits += hit(target) ? 1 : 0;
      }
    }
    result.put(0, hits);
  }

  private boolean hit(int target) {
    float own = row[target];
    int ahead = 0;
    for (int c = 0; c < classes; c++) {
      boolean before = row[c] > own || row[c] == own && c < target;
      ahead += before ? 1 : 0;
    }
    return ahead < k && !Float.isNaN(own);
  }
}
