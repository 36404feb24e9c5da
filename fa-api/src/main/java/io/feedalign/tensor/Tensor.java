package io.feedalign.tensor;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.apiguardian.api.API;

/**
 * A place in a backend's memory, with a shape. It knows no arithmetic: programs do that. Buffers
 * given to it are read or filled from their position in <em>logical row-major</em> order, whatever
 * the memory layout, and must hold exactly {@code shape().elements()} elements.
 *
 * <pre>{@code
 * FloatBuffer weights = FloatBuffer.allocate((int) tensor.shape().elements());
 * tensor.read(weights);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Tensor {
  /** Logical sizes. */
  Shape shape();

  /** Element type. */
  DType type();

  /** Order in memory. */
  Layout layout();

  /** Copies the elements out. {@link DType#F32} and {@link DType#BF16} (widened) only. */
  void read(FloatBuffer destination);

  /** Copies elements in. {@link DType#F32} and {@link DType#BF16} (rounded to even) only. */
  void write(FloatBuffer source);

  /** Copies the elements out. {@link DType#I32} only. */
  void read(IntBuffer destination);

  /** Copies elements in. {@link DType#I32} only. */
  void write(IntBuffer source);

  /**
   * Copies floating-point elements out at the backend's own precision: a reference backend that
   * computes in double precision gives more than single digits here.
   */
  default void read(DoubleBuffer destination) {
    FloatBuffer single = FloatBuffer.allocate(Math.toIntExact(shape().elements()));
    read(single);
    for (float element : single.array()) {
      destination.put(element);
    }
  }

  /** Copies floating-point elements in, rounded to what the backend stores. */
  default void write(DoubleBuffer source) {
    FloatBuffer single = FloatBuffer.allocate(Math.toIntExact(shape().elements()));
    while (single.hasRemaining()) {
      single.put((float) source.get());
    }
    write(single.flip());
  }

  /**
   * Copies elements in that already lie in this tensor's memory layout: no reordering, one block.
   * {@link DType#F32} only; this is how batches arrive from staging memory.
   */
  void writeInLayout(FloatBuffer source);

  /** All elements as a fresh array in logical row-major order. */
  default float[] toArray() {
    float[] elements = new float[Math.toIntExact(shape().elements())];
    read(FloatBuffer.wrap(elements));
    return elements;
  }
}
