package io.feedalign.backend.nd4j;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Storage;
import io.feedalign.backend.cpu.CpuExecutable;
import io.feedalign.backend.cpu.KernelTable;
import io.feedalign.backend.cpu.OffHeapArena;
import io.feedalign.backend.cpu.SharedKernels;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.backend.nd4j.kernel.AvgPoolKernels;
import io.feedalign.backend.nd4j.kernel.ConvKernels;
import io.feedalign.backend.nd4j.kernel.GemmKernels;
import io.feedalign.backend.nd4j.kernel.MaxPoolKernels;
import io.feedalign.backend.nd4j.kernel.NormKernels;
import io.feedalign.backend.nd4j.view.NativeLibrary;
import io.feedalign.backend.nd4j.view.Scratch;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.Map;
import java.util.Set;

/** Runs programs with ND4J's kernels and, for what ND4J has no match for, the shared Java ones. */
final class Nd4jBackend implements Backend {
  private final String detail;
  private final NativeLibrary library;
  private final WorkPool pool;

  private Nd4jBackend(String detail, NativeLibrary library, WorkPool pool) {
    this.detail = detail;
    this.library = library;
    this.pool = pool;
  }

  static Nd4jBackend load(String detail, int present, int threads) {
    return new Nd4jBackend(detail, NativeLibrary.load(present, threads), new WorkPool(threads));
  }

  /** Which kernel serves which operation. */
  static KernelTable kernels(Scratch scratch, WorkPool pool) {
    return SharedKernels.table(pool)
        .with(ConvKernels.table(scratch, pool))
        .with(GemmKernels.table())
        .with(MaxPoolKernels.table(scratch, pool))
        .with(AvgPoolKernels.table(scratch, pool))
        .with(NormKernels.table(pool));
  }

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public String description() {
    return detail + ", " + threads() + (threads() == 1 ? " thread" : " threads");
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
    return Nd4jStorage.of(program);
  }

  @Override
  public Arena allocate(long bytes, Lifetime lifetime) {
    return OffHeapArena.allocate(bytes, lifetime);
  }

  @Override
  public Executable bind(Program program, MemoryPlan plan, Arenas arenas) {
    Scratch scratch = new Scratch(need(program));
    try {
      Views views = new Views(plan, arenas);
      return new Nd4jExecutable(
          new CpuExecutable(
              program,
              CpuExecutable.kernels(program, views, kernels(scratch, pool), pool),
              views,
              scratch),
          library);
    } catch (RuntimeException failure) {
      scratch.close();
      throw failure;
    }
  }

  private static Scratch.Need need(Program program) {
    Scratch.Need need = Scratch.Need.NONE;
    for (Instruction step : program.body()) {
      need = need.or(ConvKernels.need(step)).or(MaxPoolKernels.need(step));
      need = need.or(AvgPoolKernels.need(step));
    }
    return need;
  }

  @Override
  public void close() {
    pool.close();
  }
}
