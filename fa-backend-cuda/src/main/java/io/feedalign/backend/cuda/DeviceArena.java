package io.feedalign.backend.cuda;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.cuda.device.Device;
import io.feedalign.error.FaException;
import java.util.Locale;

/** One zeroed block of a device's memory. */
final class DeviceArena implements Arena {
  /** What the longest vector access and every library want. */
  static final int ALIGNMENT = 256;

  private final Device device;
  private final long start;
  private final long bytes;
  private final Lifetime lifetime;
  private final Workspace workspace;
  private boolean open = true;

  private DeviceArena(Device device, long start, long bytes, Lifetime lifetime) {
    this.device = device;
    this.start = start;
    this.bytes = bytes;
    this.lifetime = lifetime;
    workspace = new Workspace(device);
  }

  /**
   * A new block.
   *
   * @throws FaException (RESOURCES) naming the bytes, if the device does not have them
   */
  static DeviceArena allocate(Device device, long bytes, Lifetime lifetime) {
    long installed = device.traits().bytes();
    if (bytes > installed) {
      throw FaException.resources(
          "The plan needs "
              + bytes
              + " bytes of "
              + lifetime.name().toLowerCase(Locale.ROOT)
              + " memory in one block; the device "
              + device.traits().name()
              + " has "
              + installed
              + " in all. Use a smaller batch or network, or precision: bf16.");
    }
    return new DeviceArena(device, device.allocate(bytes), bytes, lifetime);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public Lifetime lifetime() {
    return lifetime;
  }

  /** Whether it was allocated on this device. */
  boolean on(Device other) {
    return device == other;
  }

  /** The address of some bytes of it. */
  long at(long offset, long length) {
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
    return start + offset;
  }

  /** Memory beside it for programs bound to it, given back with it. */
  Workspace workspace() {
    requireOpen();
    return workspace;
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
      workspace.close();
      device.free(start);
    }
  }
}
