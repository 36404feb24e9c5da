package io.feedalign.backend.cpu;

import io.feedalign.ir.Columns;
import io.feedalign.ir.Instruction;
import java.nio.FloatBuffer;

/** Some neighbouring columns of a matrix, copied row by row. */
final class ColumnsKernel {
  private ColumnsKernel() {}

  static Kernel bind(Instruction instruction, Views views) {
    Columns columns = (Columns) instruction.op();
    int width = instruction.inputs().get(0).shape().size(1);
    int taken = columns.to() - columns.from();
    int rows = instruction.output().shape().size(0);
    FloatBuffer from = views.floats(instruction.inputs().get(0));
    FloatBuffer to = views.floats(instruction.output());
    return () -> {
      for (int row = 0; row < rows; row++) {
        to.put(row * taken, from, row * width + columns.from(), taken);
      }
    };
  }
}
