package io.feedalign.backend.cpu;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Storage;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.Map;
import java.util.Set;

/** The shared kernels alone, on any number of threads: neither native library is asked. */
final class JavaBackend implements Backend {
  private final WorkPool pool;

  JavaBackend(int threads) {
    pool = new WorkPool(threads);
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public String description() {
    return "the shared kernels";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public int threads() {
    return pool.threads();
  }

  @Override
  public Map<Value, Storage> storage(Program program) {
    return CpuStorage.of(program, geometry -> 1);
  }

  @Override
  public Arena allocate(long bytes, Lifetime lifetime) {
    return OffHeapArena.allocate(bytes, lifetime);
  }

  @Override
  public Executable bind(Program program, MemoryPlan plan, Arenas arenas) {
    Views views = new Views(plan, arenas);
    return new CpuExecutable(
        program,
        CpuExecutable.kernels(program, views, SharedKernels.table(pool), pool),
        views,
        () -> {});
  }

  @Override
  public void close() {
    pool.close();
  }
}
