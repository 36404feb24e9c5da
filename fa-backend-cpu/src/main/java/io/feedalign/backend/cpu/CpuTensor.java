package io.feedalign.backend.cpu;

import io.feedalign.error.FaException;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** A value's place in an arena, read and written in logical order. */
public final class CpuTensor implements Tensor {
  private final Value value;
  private final Views views;

  CpuTensor(Value value, Views views) {
    this.value = value;
    this.views = views;
  }

  @Override
  public Shape shape() {
    return value.shape();
  }

  @Override
  public DType type() {
    return value.type();
  }

  @Override
  public Layout layout() {
    return value.layout();
  }

  @Override
  public void read(FloatBuffer destination) {
    Elements place = elements(destination);
    ImageOrder order = ImageOrder.of(value.form());
    float[] given = new float[order.slice()];
    float[] logical = order.logical() ? given : new float[order.slice()];
    for (int first = 0; destination.hasRemaining(); first += given.length) {
      int n = Math.min(given.length, destination.remaining());
      place.load(first, given, n);
      if (!order.logical()) {
        order.toLogical(given, logical);
      }
      destination.put(logical, 0, n);
    }
  }

  @Override
  public void write(FloatBuffer source) {
    write(source, ImageOrder.of(value.form()));
  }

  @Override
  public void read(IntBuffer destination) {
    destination.put(ints(destination));
  }

  @Override
  public void write(IntBuffer source) {
    ints(source).put(source);
  }

  @Override
  public void writeInLayout(FloatBuffer source) {
    if (value.type() == DType.F32) {
      check(DType.F32, source);
      views.floats(value).put(source);
    } else {
      write(source, ImageOrder.of(Form.parameter(value.shape())));
    }
  }

  private void write(FloatBuffer source, ImageOrder order) {
    Elements place = elements(source);
    float[] given = new float[order.slice()];
    float[] stored = order.logical() ? given : new float[order.slice()];
    for (int first = 0; source.hasRemaining(); first += given.length) {
      int n = Math.min(given.length, source.remaining());
      source.get(given, 0, n);
      if (!order.logical()) {
        order.toMemory(given, stored);
      }
      place.store(first, stored, n);
    }
  }

  private Elements elements(Buffer other) {
    check(value.type() == DType.BF16 ? DType.BF16 : DType.F32, other);
    return views.elements(value);
  }

  private IntBuffer ints(Buffer other) {
    check(DType.I32, other);
    return views.ints(value);
  }

  private void check(DType wanted, Buffer other) {
    views.arena(value).requireOpen();
    if (value.type() != wanted || other.remaining() != value.shape().elements()) {
      throw FaException.plugin(
          "Tensor '"
              + value.name()
              + "' holds "
              + value.shape().elements()
              + " elements of type "
              + value.type()
              + ", but was asked to exchange "
              + other.remaining()
              + " of type "
              + wanted
              + ".");
    }
  }
}
