package io.feedalign.backend.cpu;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.nio.IntBuffer;
import java.util.List;

/** The same numbers in another element type. */
final class CastKernel {
  private CastKernel() {}

  static Kernel bind(Instruction instruction, Views views, WorkPool pool) {
    Value from = instruction.inputs().get(0);
    Value to = instruction.output();
    int n = Math.toIntExact(from.shape().elements());
    if (from.type() == to.type()) {
      return new CopyKernel(views.bytes(from), views.bytes(to));
    }
    if (from.type() == DType.I32) {
      return widen(views.ints(from), views.elements(to), n);
    }
    return to.type() == DType.I32
        ? truncate(views.elements(from), views.ints(to), n)
        : copy(views.elements(from), views.elements(to), n, pool);
  }

  /** A chain without a step: what is loaded is stored. */
  private static Kernel copy(Elements from, Elements to, int n, WorkPool pool) {
    PointwiseKernel.Chart chart =
        new PointwiseKernel.Chart(
            PointwiseKernel.Walk.through(n, 1),
            1,
            List.of(),
            List.of(new PointwiseKernel.Port(from, 0)),
            List.of(),
            List.of(new PointwiseKernel.Port(to, 0)),
            List.of(),
            List.of());
    return new PointwiseKernel(chart, pool);
  }

  private static Kernel widen(IntBuffer from, Elements to, int n) {
    float[] one = new float[1];
    return () -> {
      for (int i = 0; i < n; i++) {
        one[0] = from.get(i);
        to.store(i, one, 1);
      }
    };
  }

  private static Kernel truncate(Elements from, IntBuffer to, int n) {
    float[] one = new float[1];
    return () -> {
      for (int i = 0; i < n; i++) {
        from.load(i, one, 1);
        to.put(i, (int) one[0]);
      }
    };
  }
}
