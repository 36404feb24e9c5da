package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/** Batch normalisation: training, its adjoint, and with given statistics. */
final class NormKernels {
  private static final int AFFINE =
      dnnl.normalization_flags.use_scale.value | dnnl.normalization_flags.use_shift.value;
  private static final int GIVEN = AFFINE | dnnl.normalization_flags.use_global_stats.value;

  private final Binding binding;

  NormKernels(Binding binding) {
    this.binding = binding;
  }

  Kernel training(Instruction step) {
    double epsilon = ((BatchNorm) step.op()).epsilon();
    Value x = step.inputs().get(0);
    batch_normalization_forward.primitive_desc chosen =
        forward(dnnl.prop_kind.forward_training, x, epsilon, AFFINE);
    return Call.of(binding, new batch_normalization_forward(chosen), chosen)
        .with(dnnl.DNNL_ARG_SRC, image(x))
        .with(dnnl.DNNL_ARG_SCALE, vector(step.inputs().get(1)))
        .with(dnnl.DNNL_ARG_SHIFT, vector(step.inputs().get(2)))
        .with(dnnl.DNNL_ARG_DST, image(step.outputs().get(0)))
        .with(dnnl.DNNL_ARG_MEAN, vector(step.outputs().get(1)))
        .with(dnnl.DNNL_ARG_VARIANCE, vector(step.outputs().get(2)))
        .done();
  }

  Kernel inference(Instruction step) {
    double epsilon = ((BatchNormInference) step.op()).epsilon();
    Value x = step.inputs().get(0);
    batch_normalization_forward.primitive_desc chosen =
        forward(dnnl.prop_kind.forward_inference, x, epsilon, GIVEN);
    return Call.of(binding, new batch_normalization_forward(chosen), chosen)
        .with(dnnl.DNNL_ARG_SRC, image(x))
        .with(dnnl.DNNL_ARG_SCALE, vector(step.inputs().get(1)))
        .with(dnnl.DNNL_ARG_SHIFT, vector(step.inputs().get(2)))
        .with(dnnl.DNNL_ARG_MEAN, vector(step.inputs().get(3)))
        .with(dnnl.DNNL_ARG_VARIANCE, vector(step.inputs().get(4)))
        .with(dnnl.DNNL_ARG_DST, image(step.output()))
        .done();
  }

  Kernel gradient(Instruction step) {
    float epsilon = (float) ((BatchNormGrad) step.op()).epsilon();
    Value x = step.inputs().get(0);
    memory.desc form = Forms.image(x);
    batch_normalization_backward.primitive_desc chosen =
        new batch_normalization_backward.primitive_desc(
            binding.engine(),
            dnnl.prop_kind.backward.value,
            form,
            form,
            form,
            epsilon,
            AFFINE,
            forward(dnnl.prop_kind.forward_training, x, epsilon, AFFINE),
            binding.plain(),
            false);
    return Call.of(binding, new batch_normalization_backward(chosen), chosen)
        .with(dnnl.DNNL_ARG_SRC, image(x))
        .with(dnnl.DNNL_ARG_SCALE, vector(step.inputs().get(1)))
        .with(dnnl.DNNL_ARG_MEAN, vector(step.inputs().get(2)))
        .with(dnnl.DNNL_ARG_VARIANCE, vector(step.inputs().get(3)))
        .with(dnnl.DNNL_ARG_DIFF_DST, image(step.inputs().get(4)))
        .with(dnnl.DNNL_ARG_DIFF_SRC, image(step.outputs().get(0)))
        .with(dnnl.DNNL_ARG_DIFF_SCALE, vector(step.outputs().get(1)))
        .with(dnnl.DNNL_ARG_DIFF_SHIFT, vector(step.outputs().get(2)))
        .done();
  }

  private batch_normalization_forward.primitive_desc forward(
      dnnl.prop_kind kind, Value x, double epsilon, int flags) {
    memory.desc form = Forms.image(x);
    return new batch_normalization_forward.primitive_desc(
        binding.engine(), kind.value, form, form, (float) epsilon, flags, binding.plain(), false);
  }

  private memory image(Value value) {
    return binding.memory(value, Forms.image(value));
  }

  private memory vector(Value value) {
    return binding.memory(value, Forms.of(value));
  }
}
