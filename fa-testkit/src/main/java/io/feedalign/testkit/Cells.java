package io.feedalign.testkit;

import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;

/**
 * The numbers of one value: a stretch of an arena, in logical row-major order.
 *
 * @param store the arena's memory
 * @param offset of the first number
 */
record Cells(double[] store, int offset, Value value) {

  int count() {
    return Math.toIntExact(value.shape().elements());
  }

  /** Size of one axis. */
  int size(int axis) {
    return value.shape().size(axis);
  }

  double at(int index) {
    return store[offset + index];
  }

  /** Stores a number, rounded to what the element type keeps. */
  void set(int index, double number) {
    store[offset + index] = Rounding.to(value.type(), number);
  }

  /** Stores all numbers of an array. */
  void setAll(double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      set(i, numbers[i]);
    }
  }

  /** Where along an axis the element of a flat index lies. */
  int along(int axis, int index) {
    return along(value.shape(), axis, index);
  }

  /** Where along an axis of a shape the element of a flat index lies. */
  static int along(Shape shape, int axis, int index) {
    int inner = 1;
    for (int a = axis + 1; a < shape.rank(); a++) {
      inner *= shape.size(a);
    }
    return index / inner % shape.size(axis);
  }
}
