package io.feedalign.backend.onednn;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Storage;
import io.feedalign.backend.cpu.CpuExecutable;
import io.feedalign.backend.cpu.CpuStorage;
import io.feedalign.backend.cpu.Fusions;
import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.KernelRow;
import io.feedalign.backend.cpu.KernelTable;
import io.feedalign.backend.cpu.OffHeapArena;
import io.feedalign.backend.cpu.ProjectedImages;
import io.feedalign.backend.cpu.SharedKernels;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.backend.onednn.kernel.Binding;
import io.feedalign.backend.onednn.kernel.Epilogue;
import io.feedalign.backend.onednn.kernel.OneDnnKernels;
import io.feedalign.backend.onednn.kernel.PoolKernels;
import io.feedalign.backend.onednn.kernel.ProjectedError;
import io.feedalign.backend.onednn.kernel.RectifiedNorms;
import io.feedalign.backend.onednn.kernel.Session;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Programs as oneDNN primitives, with Java for everything pointwise. */
final class OneDnnBackend implements Backend {
  private final Session session = new Session();
  private final WorkPool pool;

  OneDnnBackend(int threads) {
    pool = new WorkPool(threads);
  }

  @Override
  public String name() {
    return OneDnnProvider.NAME;
  }

  @Override
  public String description() {
    return Session.description() + ", " + threads() + " threads";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.BF16);
  }

  @Override
  public int threads() {
    return pool.threads();
  }

  @Override
  public Map<Value, Storage> storage(Program program) {
    return CpuStorage.of(program, PoolKernels::choiceBytes);
  }

  @Override
  public Arena allocate(long bytes, Lifetime lifetime) {
    return OffHeapArena.allocate(bytes, lifetime);
  }

  @Override
  public Executable bind(Program program, MemoryPlan plan, Arenas arenas) {
    Views views = new Views(plan, arenas);
    Binding binding = new Binding(session, views);
    try {
      KernelRow kernels = kernels(program, plan, views, binding);
      binding.seal();
      return new CpuExecutable(program, kernels, views, binding);
    } catch (RuntimeException failure) {
      binding.close();
      throw failure;
    }
  }

  private KernelRow kernels(Program program, MemoryPlan plan, Views views, Binding binding) {
    Fusions fusions = new Fusions(program, views, pool);
    KernelTable table =
        fusions.over(SharedKernels.table(pool).with(OneDnnKernels.table(binding, pool)));
    RectifiedNorms norms = new RectifiedNorms(program, plan);
    KernelRow kernels = new KernelRow();
    for (int i = 0; i < program.body().size(); i++) {
      if (norms.replaced(i)) {
        continue;
      }
      if (!norms.within(i)) {
        kernels.from(i);
      }
      binding.nextKernel();
      Instruction step = program.body().get(i);
      int from = i;
      Optional<ProjectedImages> projected =
          fusions
              .projected(from, norms::gate)
              .or(() -> ProjectedError.from(from, program, plan, binding));
      if (projected.isPresent()) {
        kernels.add(projected.get().kernel());
        i += projected.get().instructions() - 1;
        continue;
      }
      Optional<Epilogue> epilogue = Epilogue.after(i, program, plan);
      if (epilogue.isPresent()) {
        kernels.add(OneDnnKernels.fused(step, epilogue.get(), binding));
        i++; // the instruction that the epilogue replaces
      } else {
        kernels.add(
            norms
                .kernel(i, binding)
                .or(() -> pointwise(step, fusions, plan, binding))
                .orElseGet(() -> table.bind(step, views)));
      }
    }
    return kernels;
  }

  /** Sums that Java takes on the way are a pass less, whoever is faster. */
  private static Optional<Kernel> pointwise(
      Instruction step, Fusions fusions, MemoryPlan plan, Binding binding) {
    return fusions.sums(step) ? Optional.empty() : OneDnnKernels.pointwise(step, plan, binding);
  }

  @Override
  public void close() {
    pool.close();
    session.close();
  }
}
