package io.feedalign.backend.cpu;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Lifetime;
import io.feedalign.error.FaException;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** One zeroed block outside the Java heap, aligned to a cache line, of any size. */
public final class OffHeapArena implements Arena {
  /** A cache line, and the width of the widest vector register. */
  public static final int ALIGNMENT = 64;

  private final Pointer block;
  private final BytePointer start;
  private final long bytes;
  private final Lifetime lifetime;
  private final SharedBlock shared = new SharedBlock();
  private boolean open = true;

  private OffHeapArena(Pointer block, long bytes, Lifetime lifetime) {
    this.block = block;
    this.bytes = bytes;
    this.lifetime = lifetime;
    long misfit = block.address() % ALIGNMENT;
    start = new BytePointer(block).getPointer(misfit == 0 ? 0 : ALIGNMENT - misfit);
  }

  /**
   * A new block.
   *
   * @throws FaException (RESOURCES) naming the bytes, if the machine does not have them
   */
  public static OffHeapArena allocate(long bytes, Lifetime lifetime) {
    long installed = Pointer.totalPhysicalBytes();
    // calloc, not a JavaCPP array: those are counted against the Java heap's limit. Memory that the
    // machine doesn't have is often granted and kills the process later, hence the first check.
    Pointer block = bytes > installed ? null : Pointer.calloc(1, bytes + ALIGNMENT);
    if (block == null || block.isNull()) {
      throw FaException.resources(
          "The plan needs "
              + bytes
              + " bytes of "
              + lifetime.name().toLowerCase(Locale.ROOT)
              + " memory in one block; this machine has "
              + installed
              + " in all. Use a smaller batch or network.");
    }
    return new OffHeapArena(block, bytes, lifetime);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public Lifetime lifetime() {
    return lifetime;
  }

  /** A pointer to the bytes from an offset on. */
  public BytePointer at(long offset, long length) {
    requireOpen();
    if (offset < 0 || length < 0 || offset + length > bytes) {
      throw FaException.internal(
          "Bytes "
              + offset
              + " to "
              + (offset + length)
              + " do not lie in an arena of "
              + bytes
              + " bytes.");
    }
    BytePointer view = start.getPointer(offset);
    view.capacity(length);
    return view;
  }

  /** How large the memory beside it is that kernels bound to it share. */
  public long workingBytes() {
    return shared.bytes();
  }

  /** Memory beside it for kernels bound to it, given back with it. */
  SharedBlock shared() {
    requireOpen();
    return shared;
  }

  void requireOpen() {
    if (!open) {
      throw FaException.internal("This arena was closed; its tensors are gone.");
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      shared.close();
      Pointer.free(block);
    }
  }
}
