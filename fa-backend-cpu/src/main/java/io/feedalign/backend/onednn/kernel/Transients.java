package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.cpu.OffHeapArena;
import io.feedalign.backend.cpu.SharedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;

/**
 * Memory that is needed only while one kernel runs, so all kernels of all programs of a network
 * share it: oneDNN's scratchpad, and operands in a layout that a primitive prefers.
 */
final class Transients implements AutoCloseable {
  /** What a kernel may need at the same time. */
  enum Slot {
    /** The scratch memory of its primitives, which run one after the other. */
    SCRATCHPAD,
    /** A weight or its gradient in the primitive's layout. */
    WEIGHT,
    /** A signal in the primitive's layout. */
    SIGNAL
  }

  private record Wish(memory memory, Slot slot) {}

  private record Use(memory memory, long offset) {}

  private final List<Use> uses = new ArrayList<>();
  private long bytes;
  private Optional<SharedBlock.Lease> lease = Optional.empty();

  // Of the kernel that is being bound.
  private final List<Wish> wishes = new ArrayList<>();
  private final long[] slots = new long[Slot.values().length];

  /** Lets a memory object that has no data yet use a slot. */
  void use(memory memory, long size, Slot slot) {
    wishes.add(new Wish(memory, slot));
    slots[slot.ordinal()] = Math.max(slots[slot.ordinal()], size);
  }

  /** What is used from now on belongs to another kernel. */
  void nextKernel() {
    long[] offsets = new long[slots.length];
    long end = 0;
    for (int slot = 0; slot < slots.length; slot++) {
      offsets[slot] = end;
      end += (slots[slot] + OffHeapArena.ALIGNMENT - 1) & -OffHeapArena.ALIGNMENT;
      slots[slot] = 0;
    }
    wishes.forEach(wish -> uses.add(new Use(wish.memory, offsets[wish.slot.ordinal()])));
    wishes.clear();
    bytes = Math.max(bytes, end);
  }

  /** Gives all users their places, once they are known. */
  void seal(SharedBlock block) {
    nextKernel();
    if (bytes > 0) {
      lease = Optional.of(block.lease(bytes, this::moveTo));
    }
  }

  private void moveTo(BytePointer start) {
    uses.forEach(use -> use.memory.set_data_handle(start.getPointer(use.offset)));
  }

  /** As much as the neediest kernel uses. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    lease.ifPresent(SharedBlock.Lease::close);
    lease = Optional.empty();
  }
}
