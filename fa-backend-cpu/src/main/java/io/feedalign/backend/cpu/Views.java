package io.feedalign.backend.cpu;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.BytePointer;

/** Where the values of one program lie, as pointers and buffers over the arenas. */
public final class Views {
  private final MemoryPlan plan;
  private final Arenas arenas;

  /** The views of a plan laid out in these arenas, which must be {@link OffHeapArena}s. */
  public Views(MemoryPlan plan, Arenas arenas) {
    this.plan = plan;
    this.arenas = arenas;
  }

  /** The bytes of a value, for native code. */
  public BytePointer pointer(Value value) {
    Place place = plan.of(value);
    return arena(value).at(place.offset(), place.bytes());
  }

  /** The bytes of a value, for Java; it may have at most 2 GiB. */
  public ByteBuffer bytes(Value value) {
    long size = plan.of(value).bytes();
    if (size > Integer.MAX_VALUE) {
      throw FaException.resources(
          "Value "
              + value
              + " has "
              + size
              + " bytes; a single value may have at most "
              + Integer.MAX_VALUE
              + " here. Use a smaller batch.");
    }
    return pointer(value).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** The elements of an F32 value in memory order. */
  public FloatBuffer floats(Value value) {
    return bytes(value).asFloatBuffer().slice(0, count(value));
  }

  /** The bits of the elements of an F32 value in memory order. */
  IntBuffer bits(Value value) {
    return ints(value);
  }

  /** The elements of an F32 or BF16 value in memory order. */
  Elements elements(Value value) {
    return value.type() == DType.BF16
        ? new Elements.Brain(bytes(value).asShortBuffer().slice(0, count(value)))
        : new Elements.Whole(floats(value));
  }

  /** The elements of an I32 value in memory order. */
  public IntBuffer ints(Value value) {
    return bytes(value).asIntBuffer().slice(0, count(value));
  }

  /** The value as a tensor that the outside world reads and writes. */
  public CpuTensor tensor(Value value) {
    return new CpuTensor(value, this);
  }

  /** Memory for kernels that need some of their own while they run. */
  public SharedBlock shared() {
    return arena(Lifetime.SCRATCH).shared();
  }

  OffHeapArena arena(Value value) {
    return arena(plan.of(value).lifetime());
  }

  private OffHeapArena arena(Lifetime lifetime) {
    Arena arena = arenas.of(lifetime);
    if (arena instanceof OffHeapArena) {
      return (OffHeapArena) arena;
    }
    throw FaException.internal(
        "A CPU backend needs arenas that it allocated itself, but was given a "
            + arena.getClass().getName()
            + ".");
  }

  private static int count(Value value) {
    return Math.toIntExact(value.shape().elements());
  }
}
