package io.feedalign.backend.cpu;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** The same numbers in another element type. */
final class CastKernel {
  private CastKernel() {}

  static Kernel bind(Instruction instruction, Views views) {
    Value from = instruction.inputs().get(0);
    Value to = instruction.output();
    int n = Math.toIntExact(from.shape().elements());
    if (from.type() == to.type()) {
      return new CopyKernel(views.bytes(from), views.bytes(to));
    }
    return from.type() == DType.I32
        ? widen(views.ints(from), views.floats(to), n)
        : truncate(views.floats(from), views.ints(to), n);
  }

  private static Kernel widen(IntBuffer from, FloatBuffer to, int n) {
    return () -> {
      for (int i = 0; i < n; i++) {
        to.put(i, from.get(i));
      }
    };
  }

  private static Kernel truncate(FloatBuffer from, IntBuffer to, int n) {
    return () -> {
      for (int i = 0; i < n; i++) {
        to.put(i, (int) from.get(i));
      }
    };
  }
}
