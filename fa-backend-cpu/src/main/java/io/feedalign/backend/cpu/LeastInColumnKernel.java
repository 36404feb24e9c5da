package io.feedalign.backend.cpu;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.LeastInColumn;
import io.feedalign.tensor.Shape;
import java.nio.FloatBuffer;

/**
 * Ones at the smallest elements of each column. Element by element: it only runs where feedback is
 * drawn, once.
 */
record LeastInColumnKernel(FloatBuffer from, FloatBuffer to, int columns, int count)
    implements Kernel {
  static Kernel bind(Instruction instruction, Views views) {
    Shape shape = instruction.output().shape();
    return new LeastInColumnKernel(
        views.floats(instruction.inputs().get(0)),
        views.floats(instruction.output()),
        shape.size(1),
        ((LeastInColumn) instruction.op()).count());
  }

  @Override
  public void run() {
    for (int place = 0; place < from.capacity(); place++) {
      to.put(place, smaller(place) < count ? 1f : 0f);
    }
  }

  private int smaller(int place) {
    float element = from.get(place);
    int smaller = 0;
    for (int other = place % columns; other < from.capacity(); other += columns) {
      float rival = from.get(other);
      smaller += rival < element || rival == element && other < place ? 1 : 0;
    }
    return smaller;
  }
}
