package io.feedalign.backend.cuda;

import io.feedalign.backend.cuda.device.Device;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Memory that programs bound to the same arena use one after the other, each while it runs. It is
 * as large as the largest of them needs, so it may move as another program is bound.
 */
final class Workspace implements AutoCloseable {
  private final Device device;
  private final Set<Lease> leases = new LinkedHashSet<>();
  private long start;
  private long bytes;

  Workspace(Device device) {
    this.device = device;
  }

  /** The right to use it while a program is bound. */
  final class Lease implements AutoCloseable {
    private final LongConsumer home;

    private Lease(LongConsumer home) {
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
  Lease lease(long wanted, LongConsumer home) {
    if (wanted > bytes) {
      long larger = device.allocate(wanted);
      leases.forEach(other -> other.home.accept(larger));
      close();
      start = larger;
      bytes = wanted;
    }
    home.accept(start);
    Lease lease = new Lease(home);
    leases.add(lease);
    return lease;
  }

  /** Its size: the largest need so far. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (bytes > 0) {
      device.free(start);
      start = 0;
      bytes = 0;
    }
  }
}
