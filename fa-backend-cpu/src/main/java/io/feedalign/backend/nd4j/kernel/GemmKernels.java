package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.KernelTable;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.nd4j.view.NativeCall;
import io.feedalign.backend.nd4j.view.NdArrays;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;

/** Matrix products. */
public final class GemmKernels {
  private GemmKernels() {}

  /** The one operation served. */
  public static KernelTable table() {
    return KernelTable.empty().with(Gemm.class, GemmKernels::bind);
  }

  private static Kernel bind(Instruction instruction, Views views) {
    Gemm gemm = (Gemm) instruction.op();
    return NativeCall.of("matmul")
        .reads(
            NdArrays.of(views, instruction.inputs().get(0)),
            NdArrays.of(views, instruction.inputs().get(1)))
        .writes(NdArrays.of(views, instruction.output()))
        .integers(gemm.transposeA() ? 1 : 0, gemm.transposeB() ? 1 : 0, 0)
        .bind();
  }
}
