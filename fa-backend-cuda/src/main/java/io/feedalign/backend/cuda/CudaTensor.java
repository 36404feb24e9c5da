package io.feedalign.backend.cuda;

import io.feedalign.backend.cuda.source.DeviceOrder;
import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.function.Consumer;

/**
 * A value's place on a device, read and written in logical order. Numbers are reordered and rounded
 * on the host, piece by piece, in pinned memory. Writes return before the device has them; whatever
 * runs or is read afterwards sees them.
 */
final class CudaTensor implements Tensor {
  private final Value value;
  private final Home home;
  private final TargetClasses targets;

  /**
   * A value at a place.
   *
   * @param targets which integers it may be given
   */
  CudaTensor(Value value, Home home, TargetClasses targets) {
    this.value = value;
    this.home = home;
    this.targets = targets;
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
    check(floating(), destination);
    home.requireReadable();
    DeviceOrder order = DeviceOrder.of(value.form());
    inParts(
        destination, order, (address, bytes) -> load(order, download(address, bytes), destination));
  }

  @Override
  public void write(FloatBuffer source) {
    check(floating(), source);
    write(source, DeviceOrder.of(value.form()));
  }

  @Override
  public void writeInLayout(FloatBuffer source) {
    check(floating(), source);
    boolean asStored = value.layout() == Layout.CHANNELS_LAST;
    write(
        source,
        asStored ? DeviceOrder.logical(value.shape().elements()) : DeviceOrder.of(value.form()));
  }

  private void write(FloatBuffer source, DeviceOrder order) {
    inParts(
        source,
        order,
        (address, bytes) -> upload(address, bytes, place -> store(order, source, place)));
    home.written();
  }

  @Override
  public void read(IntBuffer destination) {
    check(DType.I32, destination);
    home.requireReadable();
    DeviceOrder order = DeviceOrder.of(value.form());
    inParts(
        destination, order, (address, bytes) -> order.read(download(address, bytes), destination));
  }

  @Override
  public void write(IntBuffer source) {
    check(DType.I32, source);
    targets.check(value, source);
    DeviceOrder order = DeviceOrder.of(value.form());
    inParts(
        source,
        order,
        (address, bytes) -> upload(address, bytes, place -> order.write(source, place)));
    home.written();
  }

  private void store(DeviceOrder order, FloatBuffer part, ByteBuffer place) {
    if (order.isLogical() && value.type() == DType.F32) {
      place.asFloatBuffer().put(part);
    } else {
      order.write(part, place, value.type());
    }
  }

  private void load(DeviceOrder order, ByteBuffer place, FloatBuffer part) {
    if (order.isLogical() && value.type() == DType.F32) {
      part.put(place.asFloatBuffer());
    } else {
      order.read(place, value.type(), part);
    }
  }

  /** The exchange of a part of the value, whose elements the host's buffer is limited to. */
  private interface Part {
    void exchange(long address, int bytes);
  }

  /** Whole samples where they are reordered, else whatever fits a piece of pinned memory. */
  private void inParts(Buffer host, DeviceOrder order, Part part) {
    int width = value.type().bytes();
    int sample = order.isLogical() ? 1 : Math.toIntExact(order.sample());
    int most = Math.max(1, Staging.PIECE / width / sample) * sample;
    int end = host.limit();
    long address = home.address();
    try {
      while (host.position() < end) {
        int n = Math.min(most, end - host.position());
        host.limit(host.position() + n);
        part.exchange(address, n * width);
        address += (long) n * width;
      }
    } finally {
      host.limit(end);
    }
  }

  private void upload(long address, int bytes, Consumer<ByteBuffer> fill) {
    ByteBuffer piece = home.staging().piece(bytes);
    fill.accept(alone(piece));
    home.staging().upload(piece, address);
  }

  private ByteBuffer download(long address, int bytes) {
    return alone(home.staging().download(address, bytes));
  }

  private static ByteBuffer alone(ByteBuffer piece) {
    return piece.slice().order(ByteOrder.nativeOrder());
  }

  private DType floating() {
    return value.type() == DType.BF16 ? DType.BF16 : DType.F32;
  }

  private void check(DType wanted, Buffer other) {
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
