package io.feedalign.backend.onednn.kernel;

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
    memory.format_tag tag =
        switch (value.shape().rank()) {
          case 1 -> memory.format_tag.a;
          case 2 -> memory.format_tag.ab;
          default ->
              value.layout() == Layout.CHANNELS_LAST
                  ? memory.format_tag.acdb
                  : memory.format_tag.abcd;
        };
    return of(sizes(value.shape()), value.type(), tag);
  }

  /** A value of four axes as if it lay in logical order. */
  static memory.desc logical(Value value) {
    return of(sizes(value.shape()), value.type(), memory.format_tag.abcd);
  }

  /** A value in whatever layout a primitive likes. */
  static memory.desc any(Value value) {
    return of(sizes(value.shape()), value.type(), memory.format_tag.any);
  }

  /** A (N, C) or (N, C, H, W) value as an image. */
  static memory.desc image(Value value) {
    Shape shape = value.shape();
    if (shape.rank() == 4) {
      return of(value);
    }
    long[] sizes = {shape.size(0), shape.size(1), 1, 1};
    return of(sizes, value.type(), memory.format_tag.acdb);
  }

  /** A matrix, or its transpose: the same bytes with the axes exchanged. */
  static memory.desc matrix(Value value, boolean transposed) {
    long rows = value.shape().size(0);
    long columns = value.shape().size(1);
    return transposed
        ? of(new long[] {columns, rows}, value.type(), memory.format_tag.ba)
        : of(new long[] {rows, columns}, value.type(), memory.format_tag.ab);
  }

  /** A vector as a matrix of one row. */
  static memory.desc row(Value value) {
    return of(new long[] {1, value.shape().elements()}, value.type(), memory.format_tag.ab);
  }

  /** Elements of a type in a layout. */
  static memory.desc of(long[] sizes, DType type, memory.format_tag tag) {
    return new memory.desc(sizes, inWords(type), tag);
  }

  private static memory.data_type inWords(DType type) {
    return switch (type) {
      case F32 -> memory.data_type.f32;
      case BF16 -> memory.data_type.bf16;
      case I32 -> memory.data_type.s32;
      case U8 -> memory.data_type.u8;
    };
  }

  private static long[] sizes(Shape shape) {
    long[] sizes = new long[shape.rank()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = shape.size(axis);
    }
    return sizes;
  }
}
