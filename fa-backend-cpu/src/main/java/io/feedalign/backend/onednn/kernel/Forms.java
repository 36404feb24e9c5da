package io.feedalign.backend.onednn.kernel;

import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import org.bytedeco.dnnl.memory;

/** Shapes and layouts in oneDNN's words. */
final class Forms {
  private Forms() {}

  /** A value as it lies. */
  static memory.desc of(Value value) {
    if (value.type() != DType.F32) {
      throw FaException.user(
          "Value "
              + value
              + " is "
              + value.type()
              + ", but backend 'onednn' computes in F32 only. Use precision: f32.");
    }
    return of(value.shape(), value.layout());
  }

  /** A value in whatever layout a primitive likes. */
  static memory.desc any(Value value) {
    return floats(sizes(value.shape()), memory.format_tag.any);
  }

  /** Floats of a shape in a layout. */
  static memory.desc of(Shape shape, Layout layout) {
    switch (shape.rank()) {
      case 1:
        return floats(sizes(shape), memory.format_tag.a);
      case 2:
        return floats(sizes(shape), memory.format_tag.ab);
      default:
        boolean image = layout == Layout.CHANNELS_LAST;
        return floats(sizes(shape), image ? memory.format_tag.acdb : memory.format_tag.abcd);
    }
  }

  /** A (N, C) or (N, C, H, W) value as an image. */
  static memory.desc image(Value value) {
    Shape shape = value.shape();
    if (shape.rank() == 4) {
      return of(value);
    }
    return floats(new long[] {shape.size(0), shape.size(1), 1, 1}, memory.format_tag.acdb);
  }

  /** A matrix, or its transpose: the same bytes with the axes exchanged. */
  static memory.desc matrix(Value value, boolean transposed) {
    long rows = value.shape().size(0);
    long columns = value.shape().size(1);
    return transposed
        ? floats(new long[] {columns, rows}, memory.format_tag.ba)
        : floats(new long[] {rows, columns}, memory.format_tag.ab);
  }

  /** A vector as a matrix of one row. */
  static memory.desc row(Value value) {
    return floats(new long[] {1, value.shape().elements()}, memory.format_tag.ab);
  }

  static memory.desc floats(long[] sizes, memory.format_tag tag) {
    return new memory.desc(sizes, memory.data_type.f32, tag);
  }

  private static long[] sizes(Shape shape) {
    long[] sizes = new long[shape.rank()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = shape.size(axis);
    }
    return sizes;
  }
}
