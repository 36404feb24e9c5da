package io.feedalign.backend.cpu;

import io.feedalign.error.FaException;
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
    FloatBuffer place = floats(destination);
    ImageOrder order = ImageOrder.of(value.form());
    if (order.logical()) {
      destination.put(place);
    } else {
      move(place, destination, order, true);
    }
  }

  @Override
  public void write(FloatBuffer source) {
    FloatBuffer place = floats(source);
    ImageOrder order = ImageOrder.of(value.form());
    if (order.logical()) {
      place.put(source);
    } else {
      move(source, place, order, false);
    }
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
    floats(source).put(source);
  }

  private static void move(FloatBuffer from, FloatBuffer to, ImageOrder order, boolean logical) {
    float[] given = new float[order.sample()];
    float[] permuted = new float[order.sample()];
    for (int n = 0; n < order.samples(); n++) {
      from.get(given);
      if (logical) {
        order.toLogical(given, permuted);
      } else {
        order.toMemory(given, permuted);
      }
      to.put(permuted);
    }
  }

  private FloatBuffer floats(Buffer other) {
    check(DType.F32, other);
    return views.floats(value);
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
