package io.feedalign.testkit;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Lifetime;
import io.feedalign.error.FaException;
import org.jspecify.annotations.Nullable;

/** A block of doubles, eight bytes each. */
final class ReferenceArena implements Arena {

  private final long bytes;
  private final Lifetime lifetime;
  private double @Nullable [] store;

  ReferenceArena(long bytes, Lifetime lifetime) {
    this.bytes = bytes;
    this.lifetime = lifetime;
    this.store = new double[cells(bytes)];
  }

  private static int cells(long bytes) {
    long count = (bytes + Double.BYTES - 1) / Double.BYTES;
    if (count > Runtime.getRuntime().maxMemory() / Double.BYTES || count > Integer.MAX_VALUE - 8) {
      throw FaException.resources(
          "The reference backend cannot give "
              + bytes
              + " bytes; the heap has "
              + Runtime.getRuntime().maxMemory()
              + ". Use a smaller network or batch.");
    }
    return (int) count;
  }

  double[] store() {
    return Checks.known(store, "This " + lifetime + " arena is closed");
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public Lifetime lifetime() {
    return lifetime;
  }

  @Override
  public void close() {
    store = null;
  }
}
