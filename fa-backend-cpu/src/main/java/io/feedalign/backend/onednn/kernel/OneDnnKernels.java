package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.cpu.Binder;
import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.KernelTable;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The operations that oneDNN computes; the others are the shared kernels in Java. */
public final class OneDnnKernels {
  private OneDnnKernels() {}

  /**
   * Their table for one binding.
   *
   * @param threads compute what is faster in Java
   */
  public static KernelTable table(Binding binding, WorkPool threads) {
    ConvKernels conv = new ConvKernels(binding);
    GemmKernels gemm = new GemmKernels(binding);
    NormKernels norm = new NormKernels(binding);
    PoolKernels pool = new PoolKernels(binding, threads);
    return KernelTable.empty()
        .with(Conv2d.class, binder(conv::forward))
        .with(Conv2dInputGrad.class, binder(conv::inputGradient))
        .with(Conv2dWeightGrad.class, binder(conv::weightGradient))
        .with(Gemm.class, binder(gemm::product))
        .with(BatchNorm.class, binder(norm::training))
        .with(BatchNormInference.class, binder(norm::inference))
        .with(BatchNormGrad.class, binder(norm::gradient))
        .with(MaxPool.class, binder(pool::max))
        .with(MaxPoolGrad.class, binder(pool::maxGradient))
        .with(AvgPool.class, binder(pool::average))
        .with(AvgPoolGrad.class, binder(pool::averageGradient));
  }

  /** One kernel for a convolution or product and what follows it. */
  public static Kernel fused(Instruction step, Epilogue epilogue, Binding binding) {
    return guarded(
        step,
        () ->
            step.op() instanceof Conv2d
                ? new ConvKernels(binding).forward(step, epilogue)
                : new GemmKernels(binding).product(step, epilogue));
  }

  /** The kernel for a cast, reshape or pointwise step, if oneDNN has one faster than Java's. */
  public static Optional<Kernel> pointwise(Instruction step, MemoryPlan plan, Binding binding) {
    if (step.op() instanceof Cast && floating(step.inputs().get(0)) && floating(step.output())) {
      return Optional.of(Reorders.cast(binding, step.inputs().get(0), step.output()));
    }
    return Reshapes.bind(step, binding).or(() -> NativeChains.bind(step, plan, binding));
  }

  private static boolean floating(Value value) {
    return value.type() == DType.F32 || value.type() == DType.BF16;
  }

  private static Binder binder(Function<Instruction, Kernel> bind) {
    return (step, views) -> guarded(step, () -> bind.apply(step));
  }

  /** Says which instruction it is that oneDNN has no kernel for. */
  static Kernel guarded(Instruction step, Supplier<Kernel> bind) {
    try {
      return bind.get();
    } catch (FaException known) {
      throw known;
    } catch (RuntimeException refusal) {
      throw new FaException(
          ErrorKind.INTERNAL,
          "oneDNN refuses " + step + ": " + refusal.getMessage() + ".",
          refusal);
    }
  }
}
