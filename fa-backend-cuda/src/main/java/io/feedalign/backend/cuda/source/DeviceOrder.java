package io.feedalign.backend.cuda.source;

import io.feedalign.ir.Form;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Where the elements of a value lie on a device. Values of four axes lie channels-last whatever
 * their layout, so that a convolution takes each as it is; all others lie in logical order.
 *
 * @param samples size of axis 0 of four axes; else 1
 * @param channels size of axis 1 of four axes, which lies last; else 1
 * @param pixels elements per sample and channel
 */
public record DeviceOrder(int samples, int channels, long pixels) {
  private static final int SLICE = 1 << 14;

  /** The order of values of this form. */
  public static DeviceOrder of(Form form) {
    Shape shape = form.shape();
    if (shape.rank() != 4) {
      return logical(shape.elements());
    }
    return new DeviceOrder(shape.size(0), shape.size(1), (long) shape.size(2) * shape.size(3));
  }

  /** The order of what lies as it is counted. */
  public static DeviceOrder logical(long elements) {
    return new DeviceOrder(1, 1, elements);
  }

  /** Whether elements lie in their logical order. */
  public boolean isLogical() {
    return channels == 1 || pixels == 1;
  }

  /** Elements of one sample. */
  public long sample() {
    return channels * pixels;
  }

  /** Elements in all. */
  public long elements() {
    return samples * sample();
  }

  /** Where the element with a logical row-major index lies. */
  public long stored(long logical) {
    long within = logical % sample();
    return logical - within + within % pixels * channels + within / pixels;
  }

  /** The logical row-major index of what lies at a place. */
  public long logicalOf(long stored) {
    long within = stored % sample();
    return stored - within + within % channels * pixels + within / channels;
  }

  /** {@link #stored} as an expression for kernels. */
  public String stored(String logical) {
    return isLogical()
        ? logical
        : "order_stored<" + channels + ", " + pixels + ">(" + logical + ")";
  }

  /** {@link #logicalOf} as an expression for kernels. */
  public String logicalOf(String stored) {
    return isLogical() ? stored : "order_logical<" + channels + ", " + pixels + ">(" + stored + ")";
  }

  /**
   * How many stored neighbours share an index of an axis: the element stored at e belongs to index
   * {@code e / inner % size} of it.
   */
  public static long inner(Form form, int axis) {
    Shape shape = form.shape();
    long inner = 1;
    if (shape.rank() == 4 && axis == 1) {
      return inner;
    }
    for (int a = axis + 1; a < shape.rank(); a++) {
      inner *= shape.size(a);
    }
    return shape.rank() == 4 && axis > 1 ? inner * shape.size(1) : inner;
  }

  /**
   * Puts numbers given in logical order where they belong.
   *
   * @param logical read from its position to its end
   * @param stored native order; written from its start
   * @param type F32 or BF16, rounded to even
   */
  public void write(FloatBuffer logical, ByteBuffer stored, DType type) {
    HostFloats place = HostFloats.of(stored, type);
    float[] given = new float[slice(logical)];
    float[] moved = isLogical() ? given : new float[given.length];
    for (int first = 0; logical.hasRemaining(); first += given.length) {
      int n = Math.min(given.length, logical.remaining());
      logical.get(given, 0, n);
      if (!isLogical()) {
        transpose(given, moved, channels, (int) pixels);
      }
      place.put(first, moved, n);
    }
  }

  /**
   * Takes numbers out in logical order.
   *
   * @param stored native order; read from its start
   * @param type F32 or BF16
   * @param logical filled from its position to its end
   */
  public void read(ByteBuffer stored, DType type, FloatBuffer logical) {
    HostFloats place = HostFloats.of(stored, type);
    float[] given = new float[slice(logical)];
    float[] moved = isLogical() ? given : new float[given.length];
    for (int first = 0; logical.hasRemaining(); first += given.length) {
      int n = Math.min(given.length, logical.remaining());
      place.get(first, given, n);
      if (!isLogical()) {
        transpose(given, moved, (int) pixels, channels);
      }
      logical.put(moved, 0, n);
    }
  }

  /** Puts integers given in logical order where they belong. */
  public void write(IntBuffer logical, ByteBuffer stored) {
    IntBuffer place = stored.slice(0, stored.capacity()).order(stored.order()).asIntBuffer();
    for (int i = 0; logical.hasRemaining(); i++) {
      place.put((int) stored(i), logical.get());
    }
  }

  /** Takes integers out in logical order. */
  public void read(ByteBuffer stored, IntBuffer logical) {
    IntBuffer place = stored.slice(0, stored.capacity()).order(stored.order()).asIntBuffer();
    for (int i = 0; logical.hasRemaining(); i++) {
      logical.put(place.get((int) stored(i)));
    }
  }

  /** Whole samples where they are reordered, else whatever is convenient. */
  private int slice(Buffer buffer) {
    return isLogical() ? Math.min(SLICE, buffer.remaining()) : Math.toIntExact(sample());
  }

  /** Rows become columns; the lines that are read at a stride stay cached for the next column. */
  private static void transpose(float[] from, float[] to, int rows, int columns) {
    for (int column = 0; column < columns; column++) {
      for (int row = 0, i = column, o = column * rows; row < rows; row++, i += columns) {
        to[o + row] = from[i];
      }
    }
  }
}
