package io.feedalign.backend.cuda;

import io.feedalign.backend.cuda.device.CopyStream;
import io.feedalign.backend.cuda.device.Device;
import java.util.Optional;

/** The two ways of numbers to a device: in the order of its work, and ahead of it. */
final class Transfers implements AutoCloseable {
  private final Device device;
  private final Staging inOrder;
  private Optional<Ahead> ahead = Optional.empty();

  Transfers(Device device) {
    this.device = device;
    inOrder = new Staging(device, device);
  }

  /**
   * A stream beside the device's work.
   *
   * @param staging pinned memory on this way, used by nobody else
   */
  record Ahead(CopyStream stream, Staging staging) implements AutoCloseable {
    static Ahead of(Device device) {
      CopyStream stream = device.copies();
      return new Ahead(stream, new Staging(device, stream));
    }

    @Override
    public void close() {
      try (stream;
          staging) {
        stream.synchronize();
      }
    }
  }

  /** The way of everything that the next work is to see, and the only way back. */
  Staging inOrder() {
    return inOrder;
  }

  /** The way beside the device's work, opened when it is first wanted. */
  Ahead ahead() {
    if (ahead.isEmpty()) {
      ahead = Optional.of(Ahead.of(device));
    }
    return ahead.get();
  }

  @Override
  public void close() {
    try (inOrder) {
      ahead.ifPresent(Ahead::close);
    }
  }
}
