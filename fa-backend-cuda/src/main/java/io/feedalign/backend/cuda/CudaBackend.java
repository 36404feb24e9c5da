package io.feedalign.backend.cuda;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Storage;
import io.feedalign.backend.cuda.device.Device;
import io.feedalign.backend.cuda.device.DeviceTraits;
import io.feedalign.backend.cuda.plan.ProgramLowering;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.Map;
import java.util.Set;

/** Programs as graphs of kernels and library calls on one device. */
public final class CudaBackend implements Backend {
  /** Compute capability from which tensor cores multiply brain floats. */
  private static final int BRAIN_FLOATS_SINCE = 8;

  private final Device device;
  private final ProgramLowering lowering;
  private final Transfers transfers;
  private boolean open = true;

  /** A backend on a device, which it closes in the end. */
  public CudaBackend(Device device, ProgramLowering lowering) {
    this.device = device;
    this.lowering = lowering;
    transfers = new Transfers(device);
  }

  @Override
  public String name() {
    return CudaProvider.NAME;
  }

  @Override
  public String description() {
    DeviceTraits traits = device.traits();
    return traits.name() + " (" + traits.architecture() + "), " + traits.libraries();
  }

  @Override
  public Set<Capability> capabilities() {
    return device.traits().major() >= BRAIN_FLOATS_SINCE ? Set.of(Capability.BF16) : Set.of();
  }

  /** One thread of the host drives the device; the device's own have no influence on bits. */
  @Override
  public int threads() {
    return 1;
  }

  @Override
  public Map<Value, Storage> storage(Program program) {
    return CudaStorage.of(program);
  }

  @Override
  public Arena allocate(long bytes, Lifetime lifetime) {
    return DeviceArena.allocate(device, bytes, lifetime);
  }

  @Override
  public Executable bind(Program program, MemoryPlan plan, Arenas arenas) {
    Views views = new Views(plan, arenas, device, transfers);
    return CudaExecutable.bind(program, lowering.lower(program, plan), views);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      try (device;
          transfers) {
        device.synchronize(); // uploads from pinned memory may be on their way
      }
    }
  }
}
