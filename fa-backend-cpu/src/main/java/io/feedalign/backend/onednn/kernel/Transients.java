package io.feedalign.backend.onednn.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory that is needed only while one kernel runs, so all kernels of a program share it: oneDNN's
 * scratchpad, and operands in a layout that a primitive prefers.
 */
final class Transients implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  /** What a kernel may need at the same time. */
  enum Slot {
    /** The primitive's own scratch memory. */
    SCRATCHPAD,
    /** A weight or its gradient in the primitive's layout. */
    WEIGHT,
    /** A signal in the primitive's layout. */
    SIGNAL
  }

  private record Use(memory memory, Slot slot) {}

  private final long[] bytes = new long[Slot.values().length];
  private final List<Use> uses = new ArrayList<>();
  private Pointer block = new Pointer();

  /** Lets a memory object that has no data yet use a slot. */
  void use(memory memory, long size, Slot slot) {
    uses.add(new Use(memory, slot));
    bytes[slot.ordinal()] = Math.max(bytes[slot.ordinal()], size);
  }

  /** Makes the block, once all its users are known. */
  void seal() {
    long[] offsets = new long[bytes.length];
    long total = 0;
    for (int slot = 0; slot < bytes.length; slot++) {
      offsets[slot] = total;
      total += (bytes[slot] + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    block = Pointer.calloc(1, total + ALIGNMENT);
    long start = (ALIGNMENT - block.address() % ALIGNMENT) % ALIGNMENT;
    BytePointer bytesOf = new BytePointer(block);
    for (Use use : uses) {
      use.memory.set_data_handle(bytesOf.getPointer(start + offsets[use.slot.ordinal()]));
    }
  }

  @Override
  public void close() {
    Pointer.free(block);
    block = new Pointer();
  }
}
