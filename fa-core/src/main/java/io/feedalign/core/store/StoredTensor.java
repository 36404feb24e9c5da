package io.feedalign.core.store;

import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor as a file holds it: type, sizes, and little-endian elements in row-major order.
 *
 * <pre>{@code
 * StoredTensor weight = StoredTensor.ofFloats(Shape.of(2, 2), new float[] {1, 2, 3, 4});
 * float last = weight.toFloats()[3]; // 4
 * }</pre>
 *
 * @param sizes of its axes, outermost first; no axis at all is a scalar, and an axis may be empty
 * @param bytes exactly as many as type and sizes ask for
 */
public record StoredTensor(StoredType type, List<Long> sizes, ByteBuffer bytes) {

  /** Copies the sizes and refuses bytes that are not as many as they should be. */
  public StoredTensor {
    sizes = List.copyOf(sizes);
    long wanted = type.bytes() * sizes.stream().reduce(1L, Math::multiplyExact);
    if (bytes.remaining() != wanted) {
      throw FaException.internal(
          "A stored tensor of type "
              + type
              + " and shape "
              + sizes
              + " needs "
              + wanted
              + " bytes, but was given "
              + bytes.remaining()
              + ".");
    }
    bytes = bytes.slice();
  }

  /** Single-precision numbers of a shape. */
  public static StoredTensor ofFloats(Shape shape, float[] elements) {
    ByteBuffer bytes = littleEndian(elements.length, Float.BYTES);
    bytes.asFloatBuffer().put(elements);
    return new StoredTensor(StoredType.F32, sizesOf(shape), bytes);
  }

  /** Double-precision numbers along axes of any sizes. */
  public static StoredTensor ofDoubles(List<Long> sizes, double[] elements) {
    ByteBuffer bytes = littleEndian(elements.length, Double.BYTES);
    bytes.asDoubleBuffer().put(elements);
    return new StoredTensor(StoredType.F64, sizes, bytes);
  }

  /** 64-bit whole numbers along axes of any sizes. */
  public static StoredTensor ofLongs(List<Long> sizes, long[] elements) {
    ByteBuffer bytes = littleEndian(elements.length, Long.BYTES);
    bytes.asLongBuffer().put(elements);
    return new StoredTensor(StoredType.I64, sizes, bytes);
  }

  /** 64-bit whole numbers of a shape. */
  public static StoredTensor ofLongs(Shape shape, long[] elements) {
    ByteBuffer bytes = littleEndian(elements.length, Long.BYTES);
    bytes.asLongBuffer().put(elements);
    return new StoredTensor(StoredType.I64, sizesOf(shape), bytes);
  }

  /** 32-bit whole numbers of a shape. */
  public static StoredTensor ofInts(Shape shape, int[] elements) {
    ByteBuffer bytes = littleEndian(elements.length, Integer.BYTES);
    bytes.asIntBuffer().put(elements);
    return new StoredTensor(StoredType.I32, sizesOf(shape), bytes);
  }

  /** A read-only little-endian view of the elements. */
  @Override
  public ByteBuffer bytes() {
    return bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Number of elements. */
  public int elements() {
    return bytes.remaining() / type.bytes();
  }

  /** Whether it has exactly the axes of a shape. */
  public boolean has(Shape shape) {
    return sizes.equals(sizesOf(shape));
  }

  /** The elements as single-precision numbers, whatever the floating type. */
  public float[] toFloats() {
    ByteBuffer source = bytes();
    float[] floats = new float[elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = floatAt(source, i);
    }
    return floats;
  }

  /** The elements as double-precision numbers, whatever the floating type: nothing is lost. */
  public double[] toDoubles() {
    ByteBuffer source = bytes();
    double[] doubles = new double[elements()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = doubleAt(source, i);
    }
    return doubles;
  }

  /** Whether no element, whatever the floating type, is infinite or NaN. */
  public boolean finite() {
    ByteBuffer source = bytes();
    for (int i = 0; i < elements(); i++) {
      if (!Double.isFinite(doubleAt(source, i))) {
        return false;
      }
    }
    return true;
  }

  private double doubleAt(ByteBuffer source, int i) {
    return type == StoredType.F64 ? source.getDouble(i * Double.BYTES) : floatAt(source, i);
  }

  /** The elements as whole numbers, whatever the signed whole type. */
  public long[] toLongs() {
    ByteBuffer source = bytes();
    long[] longs = new long[elements()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = longAt(source, i);
    }
    return longs;
  }

  /** Sizes as people write them, such as {@code [6x1x5x5]}. */
  public String shapeText() {
    return sizes.toString().replace(", ", "x");
  }

  private float floatAt(ByteBuffer source, int i) {
    switch (type) {
      case F32:
        return source.getFloat(i * Float.BYTES);
      case F64:
        return (float) source.getDouble(i * Double.BYTES);
      case BF16:
        return Float.intBitsToFloat(source.getShort(i * Short.BYTES) << 16);
      case F16:
        return HalfFloat.toFloat(source.getShort(i * Short.BYTES));
      default:
        throw FaException.user("Elements of type " + type + " are not floating-point numbers.");
    }
  }

  private long longAt(ByteBuffer source, int i) {
    switch (type) {
      case I64:
        return source.getLong(i * Long.BYTES);
      case I32:
        return source.getInt(i * Integer.BYTES);
      case I16:
        return source.getShort(i * Short.BYTES);
      case I8:
        return source.get(i);
      case U8:
        return source.get(i) & 0xff;
      default:
        throw FaException.user("Elements of type " + type + " are not signed whole numbers.");
    }
  }

  private static ByteBuffer littleEndian(int elements, int bytesEach) {
    return ByteBuffer.allocate(Math.multiplyExact(elements, bytesEach))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Long> sizesOf(Shape shape) {
    return Arrays.stream(shape.toArray()).mapToObj(size -> (long) size).toList();
  }
}
