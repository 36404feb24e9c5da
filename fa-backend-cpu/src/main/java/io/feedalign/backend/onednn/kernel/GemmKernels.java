package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;

/** Matrix products; a transposed operand is the same bytes with its axes exchanged. */
final class GemmKernels {
  private final Binding binding;

  GemmKernels(Binding binding) {
    this.binding = binding;
  }

  Kernel product(Instruction step) {
    return product(step, new memory.desc(), binding.plain()).done();
  }

  /** The same, then a bias and perhaps a ReLU on what it stores. */
  Kernel product(Instruction step, Epilogue epilogue) {
    memory.desc bias = Forms.row(epilogue.bias());
    return product(
            new Instruction(step.op(), step.inputs(), List.of(epilogue.result())),
            bias,
            binding.with(epilogue))
        .with(dnnl.DNNL_ARG_BIAS, binding.memory(epilogue.bias(), bias))
        .done();
  }

  private Call.Maker product(Instruction step, memory.desc bias, primitive_attr attributes) {
    Gemm gemm = (Gemm) step.op();
    Value a = step.inputs().get(0);
    Value b = step.inputs().get(1);
    memory.desc left = Forms.matrix(a, gemm.transposeA());
    memory.desc right = Forms.matrix(b, gemm.transposeB());
    memory.desc result = Forms.matrix(step.output(), false);
    matmul.primitive_desc chosen =
        new matmul.primitive_desc(binding.engine(), left, right, bias, result, attributes, false);
    return Call.of(binding, new matmul(chosen), chosen)
        .with(dnnl.DNNL_ARG_SRC, binding.memory(a, left))
        .with(dnnl.DNNL_ARG_WEIGHTS, binding.memory(b, right))
        .with(dnnl.DNNL_ARG_DST, binding.memory(step.output(), result));
  }
}
