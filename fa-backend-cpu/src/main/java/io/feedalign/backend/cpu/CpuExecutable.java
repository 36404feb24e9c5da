package io.feedalign.backend.cpu;

import io.feedalign.backend.Executable;
import io.feedalign.backend.WorkingMemory;
import io.feedalign.error.FaException;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/** A program as a row of kernels. */
public final class CpuExecutable implements Executable {
  private final Kernel[] kernels;
  private final int[] done;
  private final Set<Value> visible = new HashSet<>();
  private final Views views;
  private final Holdings holdings;
  private boolean open = true;

  /**
   * Kernels in the order of a program.
   *
   * @param holdings what to release in the end
   */
  public CpuExecutable(Program program, KernelRow kernels, Views views, Holdings holdings) {
    this.kernels = kernels.kernels();
    this.done = kernels.done(program.body().size());
    this.views = views;
    this.holdings = holdings;
    visible.addAll(program.feeds());
    visible.addAll(program.states());
    visible.addAll(program.reads());
  }

  /** The kernels of a program, fused where that saves a pass over memory. */
  public static KernelRow kernels(Program program, Views views, KernelTable table, WorkPool pool) {
    Fusions fusions = new Fusions(program, views, pool);
    KernelTable fused = fusions.over(table);
    KernelRow kernels = new KernelRow();
    List<Instruction> body = program.body();
    for (int i = 0; i < body.size(); ) {
      kernels.from(i);
      Optional<ProjectedImages> projected = fusions.projected(i, taken -> false);
      kernels.add(
          projected.isPresent() ? projected.get().kernel() : fused.bind(body.get(i), views));
      i += projected.map(ProjectedImages::instructions).orElse(1);
    }
    return kernels;
  }

  @Override
  public void run() {
    checkOpen();
    for (Kernel kernel : kernels) {
      kernel.run();
    }
  }

  @Override
  public void run(IntConsumer progress) {
    checkOpen();
    progress.accept(0);
    for (int i = 0; i < kernels.length; i++) {
      kernels[i].run();
      progress.accept(done[i]);
    }
  }

  private void checkOpen() {
    if (!open) {
      throw FaException.internal("This program was closed and cannot run any more.");
    }
  }

  @Override
  public Tensor tensor(Value value) {
    if (!visible.contains(value)) {
      throw FaException.plugin(
          "Value " + value + " is no feed, state or read of this program, so it has no tensor.");
    }
    return views.tensor(value);
  }

  @Override
  public WorkingMemory working() {
    long held = 0;
    for (Kernel kernel : kernels) {
      held += kernel.held();
    }
    return holdings.working().and(new WorkingMemory(held, 0));
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      holdings.close();
    }
  }
}
