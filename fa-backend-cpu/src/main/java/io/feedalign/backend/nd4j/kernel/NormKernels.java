package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.KernelTable;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;

/**
 * Batch normalisation, in Java: ND4J's means of single floats over long batches are wrong from the
 * fifth digit on, and images far from zero multiply that.
 */
public final class NormKernels {
  private NormKernels() {}

  /** The three operations served. */
  public static KernelTable table(WorkPool pool) {
    return KernelTable.empty()
        .with(BatchNorm.class, (step, views) -> new BatchNormKernel(step, views, pool))
        .with(BatchNormGrad.class, (step, views) -> new BatchNormGradKernel(step, views, pool))
        .with(
            BatchNormInference.class,
            (step, views) -> new BatchNormInferenceKernel(step, views, pool));
  }
}
