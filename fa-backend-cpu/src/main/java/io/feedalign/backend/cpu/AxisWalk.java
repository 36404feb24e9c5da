package io.feedalign.backend.cpu;

import io.feedalign.ir.Form;
import io.feedalign.ir.Sum;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;

/**
 * How one axis lies in memory: element e belongs to index {@code (e / inner) % kept} of it.
 *
 * @param outer how often the axis is walked through
 * @param kept its size
 * @param inner how many neighbours share an index
 */
record AxisWalk(int outer, int kept, int inner) {
  static AxisWalk of(Form form, int axis) {
    Shape shape = form.shape();
    int elements = Math.toIntExact(shape.elements());
    if (axis == Sum.ALL) {
      return new AxisWalk(1, 1, elements);
    }
    int kept = shape.size(axis);
    int inner = 1;
    if (form.layout() == Layout.ROW_MAJOR || axis == 0) {
      for (int a = axis + 1; a < shape.rank(); a++) {
        inner *= shape.size(a);
      }
    }
    return new AxisWalk(elements / kept / inner, kept, inner);
  }
}
