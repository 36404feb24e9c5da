package io.feedalign.backend.cuda;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.cuda.device.Device;
import io.feedalign.error.FaException;
import io.feedalign.ir.Value;

/**
 * Where the values of one program lie on a device.
 *
 * @param transfers how numbers get there and back
 */
record Views(MemoryPlan plan, Arenas arenas, Device device, Transfers transfers) {
  /** The address of a value. */
  long address(Value value) {
    Place place = plan.of(value);
    return arena(place.lifetime()).at(place.offset(), place.bytes());
  }

  /** How many bytes it takes there. */
  long bytes(Value value) {
    return plan.of(value).bytes();
  }

  /** Memory that is used only while a program runs. */
  Workspace workspace() {
    return arena(Lifetime.SCRATCH).workspace();
  }

  /** Fails if one of the arenas was closed. */
  void requireOpen() {
    arena(Lifetime.PERSISTENT).requireOpen();
    arena(Lifetime.SCRATCH).requireOpen();
  }

  private DeviceArena arena(Lifetime lifetime) {
    Arena arena = arenas.of(lifetime);
    if (arena instanceof DeviceArena && ((DeviceArena) arena).on(device)) {
      return (DeviceArena) arena;
    }
    throw FaException.internal(
        "A CUDA backend needs arenas that it allocated itself, but was given a "
            + arena.getClass().getName()
            + ".");
  }
}
