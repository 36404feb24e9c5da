package io.feedalign.backend.nd4j.view;

import io.feedalign.backend.Lifetime;
import io.feedalign.backend.WorkingMemory;
import io.feedalign.backend.cpu.Holdings;
import io.feedalign.backend.cpu.OffHeapArena;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Working memory that the kernels of one program use one after the other, and a block of zeros that
 * none of them writes.
 */
public final class Scratch implements Holdings {
  private final OffHeapArena work;
  private final OffHeapArena zeros;

  /**
   * How much of it a kernel needs.
   *
   * @param work floats to write to
   * @param zeros floats that are zero
   */
  public record Need(long work, long zeros) {
    /** None. */
    public static final Need NONE = new Need(0, 0);

    /** Enough for either of two kernels. */
    public Need or(Need other) {
      return new Need(Math.max(work, other.work), Math.max(zeros, other.zeros));
    }
  }

  /** Memory for that need. */
  public Scratch(Need need) {
    work = OffHeapArena.allocate(need.work() * Float.BYTES, Lifetime.SCRATCH);
    zeros = OffHeapArena.allocate(need.zeros() * Float.BYTES, Lifetime.SCRATCH);
  }

  /** The next multiple of a cache line, in floats. */
  public static long aligned(long floats) {
    long line = OffHeapArena.ALIGNMENT / Float.BYTES;
    return (floats + line - 1) / line * line;
  }

  /** An array of floats to write to. */
  public INDArray array(long offset, long... sizes) {
    return NdArrays.of(at(work, offset, elements(sizes)), sizes);
  }

  /** The same floats for Java. */
  public FloatBuffer floats(long offset, long count) {
    return at(work, offset, count).asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** An array of zeros, to be read only. */
  public INDArray zeros(long... sizes) {
    return NdArrays.of(at(zeros, 0, elements(sizes)), sizes);
  }

  private static BytePointer at(OffHeapArena arena, long offset, long count) {
    return arena.at(offset * Float.BYTES, count * Float.BYTES);
  }

  private static long elements(long[] sizes) {
    long product = 1;
    for (long size : sizes) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  @Override
  public WorkingMemory working() {
    return new WorkingMemory(work.bytes() + zeros.bytes(), 0);
  }

  @Override
  public void close() {
    work.close();
    zeros.close();
  }
}
