package io.feedalign.backend.cpu;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Where kernels of one program save each other a pass over memory. */
public final class Fusions {
  private final Program program;
  private final Views views;
  private final WorkPool pool;
  private final Map<Value, ColumnTally> tallies = new HashMap<>();

  /** What can be saved in a program whose values lie where the views say. */
  public Fusions(Program program, Views views, WorkPool pool) {
    this.program = program;
    this.views = views;
    this.pool = pool;
    for (Instruction step : program.body()) {
      if (step.op().equals(new Sum(1)) && tallied(step.inputs().get(0))) {
        Value summed = step.inputs().get(0);
        tallies.put(summed, new ColumnTally(summed.form()));
      }
    }
  }

  private static boolean tallied(Value value) {
    return value.type() == DType.F32
        && value.form().layout() == Layout.CHANNELS_LAST
        && value.shape().rank() == 4
        && value.shape().size(1) <= PointwiseKernel.TILE / 2;
  }

  /** A table whose pointwise kernels sum what they store, where the program sums it later. */
  public KernelTable over(KernelTable table) {
    KernelTable fused = table;
    for (Class<? extends Op> pointwise : SharedKernels.POINTWISE) {
      fused = fused.with(pointwise, (step, unused) -> chain(step, Map.of()));
    }
    return fused.with(Sum.class, (step, unused) -> sum(step, table));
  }

  /**
   * What the instructions from this one on can be replaced by, if an error is projected there.
   *
   * @param taken which instructions are computed elsewhere, with what follows them
   */
  public Optional<ProjectedImages> projected(int index, IntPredicate taken) {
    return ProjectedImages.from(index, taken, this);
  }

  /** Whether what an instruction stores is summed on the way. */
  public boolean sums(Instruction step) {
    return step.outputs().stream().anyMatch(tallies::containsKey);
  }

  private Kernel sum(Instruction step, KernelTable table) {
    ColumnTally tally = tallies.get(step.inputs().get(0));
    if (tally == null || !tally.bound() || !step.op().equals(new Sum(1))) {
      return table.bind(step, views);
    }
    return tally.into(views.floats(step.output()));
  }

  Kernel chain(Instruction step, Map<Value, NarrowProduct> products) {
    return ChainCompiler.bind(step, views, new ChainCompiler.Extras(products, tallies), pool);
  }

  Program program() {
    return program;
  }

  Views views() {
    return views;
  }

  WorkPool pool() {
    return pool;
  }
}
