package io.feedalign.backend.cpu;

import io.feedalign.backend.Lifetime;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;

/**
 * Memory that programs bound to the same arena use one after the other, each while it runs. It is
 * as large as the largest of them needs, so it may move as another program is bound.
 */
public final class SharedBlock implements AutoCloseable {
  private final Set<Lease> leases = new LinkedHashSet<>();
  private Optional<OffHeapArena> block = Optional.empty();

  /** The right to use it while a program is bound. */
  public final class Lease implements AutoCloseable {
    private final Consumer<BytePointer> home;

    private Lease(Consumer<BytePointer> home) {
      this.home = home;
    }

    @Override
    public void close() {
      leases.remove(this);
    }
  }

  /**
   * Lets one more program use it.
   *
   * @param home told where it starts, at once and whenever it has moved; never during a run
   */
  public Lease lease(long bytes, Consumer<BytePointer> home) {
    Lease lease = new Lease(home);
    if (bytes > bytes()) {
      OffHeapArena larger = OffHeapArena.allocate(bytes, Lifetime.SCRATCH);
      leases.forEach(other -> other.home.accept(larger.at(0, bytes)));
      close();
      block = Optional.of(larger);
    }
    leases.add(lease);
    block.ifPresent(place -> home.accept(place.at(0, bytes)));
    return lease;
  }

  /** Its size: the largest need so far. */
  public long bytes() {
    return block.map(OffHeapArena::bytes).orElse(0L);
  }

  @Override
  public void close() {
    block.ifPresent(OffHeapArena::close);
    block = Optional.empty();
  }
}
