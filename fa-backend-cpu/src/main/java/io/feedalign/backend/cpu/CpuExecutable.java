package io.feedalign.backend.cpu;

import io.feedalign.backend.Executable;
import io.feedalign.error.FaException;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A program as a row of kernels. */
public final class CpuExecutable implements Executable {
  private final Kernel[] kernels;
  private final Set<Value> visible = new HashSet<>();
  private final Views views;
  private final AutoCloseable resources;
  private boolean open = true;

  /**
   * Kernels in the order of a program.
   *
   * @param resources what to release in the end
   */
  public CpuExecutable(
      Program program, List<Kernel> kernels, Views views, AutoCloseable resources) {
    this.kernels = kernels.toArray(new Kernel[0]);
    this.views = views;
    this.resources = resources;
    visible.addAll(program.feeds());
    visible.addAll(program.states());
    visible.addAll(program.reads());
  }

  /** The kernels of a program, fused where that saves a pass over memory. */
  public static List<Kernel> kernels(
      Program program, Views views, KernelTable table, WorkPool pool) {
    Fusions fusions = new Fusions(program, views, pool);
    KernelTable fused = fusions.over(table);
    List<Kernel> kernels = new ArrayList<>();
    List<Instruction> body = program.body();
    for (int i = 0; i < body.size(); ) {
      Optional<ProjectedImages> projected = fusions.projected(i);
      kernels.add(
          projected.isPresent() ? projected.get().kernel() : fused.bind(body.get(i), views));
      i += projected.map(ProjectedImages::instructions).orElse(1);
    }
    return kernels;
  }

  @Override
  public void run() {
    if (!open) {
      throw FaException.internal("This program was closed and cannot run any more.");
    }
    for (Kernel kernel : kernels) {
      kernel.run();
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
  public void close() {
    if (open) {
      open = false;
      try {
        resources.close();
      } catch (Exception failure) {
        throw new FaException(
            io.feedalign.error.ErrorKind.INTERNAL,
            "Could not release a bound program: " + failure.getMessage(),
            failure);
      }
    }
  }
}
