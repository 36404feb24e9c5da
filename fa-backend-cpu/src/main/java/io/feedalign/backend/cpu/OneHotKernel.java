package io.feedalign.backend.cpu;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.OneHot;
import io.feedalign.ir.Value;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** 1 at the target's class and 0 elsewhere. */
final class OneHotKernel {
  private OneHotKernel() {}

  static Kernel bind(Instruction instruction, Views views) {
    int classes = ((OneHot) instruction.op()).classes();
    Value target = instruction.inputs().get(0);
    IntBuffer targets = views.ints(target);
    FloatBuffer rows = views.floats(instruction.output());
    float[] zeros = new float[classes];
    return () -> {
      for (int n = 0; n < targets.capacity(); n++) {
        rows.put(n * classes, zeros);
        int hot = TargetRows.check(targets.get(n), n, classes);
        if (hot >= 0) {
          rows.put(n * classes + hot, 1f);
        }
      }
    };
  }
}
