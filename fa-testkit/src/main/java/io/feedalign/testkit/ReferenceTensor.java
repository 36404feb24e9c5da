package io.feedalign.testkit;

import io.feedalign.error.FaException;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** A view of cells as a tensor; keeps doubles as they are. */
record ReferenceTensor(Cells cells) implements Tensor {

  @Override
  public Shape shape() {
    return cells.value().shape();
  }

  @Override
  public DType type() {
    return cells.value().type();
  }

  @Override
  public Layout layout() {
    return cells.value().layout();
  }

  @Override
  public void read(FloatBuffer destination) {
    check(floating(), destination.remaining());
    for (int i = 0; i < cells.count(); i++) {
      destination.put((float) cells.at(i));
    }
  }

  @Override
  public void write(FloatBuffer source) {
    check(floating(), source.remaining());
    for (int i = 0; i < cells.count(); i++) {
      cells.set(i, source.get());
    }
  }

  @Override
  public void read(IntBuffer destination) {
    check(type() == DType.I32, destination.remaining());
    for (int i = 0; i < cells.count(); i++) {
      destination.put((int) cells.at(i));
    }
  }

  @Override
  public void write(IntBuffer source) {
    check(type() == DType.I32, source.remaining());
    for (int i = 0; i < cells.count(); i++) {
      cells.set(i, source.get());
    }
  }

  @Override
  public void read(DoubleBuffer destination) {
    check(floating(), destination.remaining());
    for (int i = 0; i < cells.count(); i++) {
      destination.put(cells.at(i));
    }
  }

  @Override
  public void write(DoubleBuffer source) {
    check(floating(), source.remaining());
    for (int i = 0; i < cells.count(); i++) {
      cells.set(i, source.get());
    }
  }

  @Override
  public void writeInLayout(FloatBuffer source) {
    check(type() == DType.F32, source.remaining());
    if (layout() == Layout.ROW_MAJOR) {
      write(source);
      return;
    }
    for (int n = 0; n < cells.size(0); n++) {
      for (int h = 0; h < cells.size(2); h++) {
        for (int w = 0; w < cells.size(3); w++) {
          for (int c = 0; c < cells.size(1); c++) {
            int logical = ((n * cells.size(1) + c) * cells.size(2) + h) * cells.size(3) + w;
            cells.set(logical, source.get());
          }
        }
      }
    }
  }

  private boolean floating() {
    return type() == DType.F32 || type() == DType.BF16;
  }

  private void check(boolean typed, int remaining) {
    if (!typed || remaining != shape().elements()) {
      throw FaException.plugin(
          "Tensor "
              + cells.value()
              + " of type "
              + type()
              + " holds "
              + shape().elements()
              + " elements; the buffer has room for "
              + remaining
              + " or is of another type. Use a buffer of exactly that size and type.");
    }
  }
}
