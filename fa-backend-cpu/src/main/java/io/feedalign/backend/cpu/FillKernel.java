package io.feedalign.backend.cpu;

import io.feedalign.ir.Fill;
import io.feedalign.ir.Instruction;
import io.feedalign.tensor.DType;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One constant everywhere. */
final class FillKernel {
  private static final int CHUNK = 4096;

  private FillKernel() {}

  static Kernel bind(Instruction instruction, Views views) {
    Fill fill = (Fill) instruction.op();
    int n = Math.toIntExact(fill.form().shape().elements());
    ByteBuffer place = views.bytes(instruction.output());
    byte[] chunk = new byte[Math.min(CHUNK, n) * 4];
    ByteBuffer pattern = ByteBuffer.wrap(chunk).order(place.order());
    if (fill.form().type() == DType.I32) {
      int[] elements = new int[Math.min(CHUNK, n)];
      Arrays.fill(elements, (int) fill.value());
      pattern.asIntBuffer().put(elements);
    } else {
      float[] elements = new float[Math.min(CHUNK, n)];
      Arrays.fill(elements, (float) fill.value());
      pattern.asFloatBuffer().put(elements);
    }
    return () -> {
      for (int done = 0; done < 4 * n; done += chunk.length) {
        place.put(done, chunk, 0, Math.min(chunk.length, 4 * n - done));
      }
    };
  }
}
