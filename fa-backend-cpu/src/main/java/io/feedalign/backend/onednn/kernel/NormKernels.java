package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/** Batch normalisation: training, its adjoint, and with given statistics. */
final class NormKernels {
  private static final int AFFINE =
      dnnl.normalization_flags.use_scale.value | dnnl.normalization_flags.use_shift.value;
  private static final int RECTIFIED = AFFINE | dnnl.normalization_flags.fuse_norm_relu.value;
  private static final int GIVEN = AFFINE | dnnl.normalization_flags.use_global_stats.value;

  private final Binding binding;

  NormKernels(Binding binding) {
    this.binding = binding;
  }

  Kernel training(Instruction step) {
    return training(step, step.outputs().get(0), forward(step, AFFINE)).done();
  }

  /**
   * The same, then a ReLU.
   *
   * @param noting makes the memory that is told which numbers were positive
   */
  Kernel training(Instruction step, Value result, Function<memory.desc, memory> noting) {
    batch_normalization_forward.primitive_desc chosen = forward(step, RECTIFIED);
    return training(step, result, chosen)
        .with(dnnl.DNNL_ARG_WORKSPACE, noting.apply(chosen.workspace_desc()))
        .done();
  }

  private Call.Maker training(
      Instruction step, Value result, batch_normalization_forward.primitive_desc chosen) {
    return Call.of(binding, new batch_normalization_forward(chosen), chosen)
        .with(dnnl.DNNL_ARG_SRC, image(step.inputs().get(0)))
        .with(dnnl.DNNL_ARG_SCALE, vector(step.inputs().get(1)))
        .with(dnnl.DNNL_ARG_SHIFT, vector(step.inputs().get(2)))
        .with(dnnl.DNNL_ARG_DST, image(result))
        .with(dnnl.DNNL_ARG_MEAN, vector(step.outputs().get(1)))
        .with(dnnl.DNNL_ARG_VARIANCE, vector(step.outputs().get(2)));
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
    return vectors(
        gradient(step, step.inputs().get(4), AFFINE),
        vector(step.outputs().get(1)),
        vector(step.outputs().get(2)));
  }

  /**
   * The same of a signal that is gated on the way by what was noted to be positive.
   *
   * @param apart whether no result lies where the signal does; else the vectors are put there last
   */
  Kernel gradient(Instruction step, Value signal, memory noted, boolean apart) {
    Call.Maker maker = gradient(step, signal, RECTIFIED).with(dnnl.DNNL_ARG_WORKSPACE, noted);
    memory gain = vector(step.outputs().get(1));
    memory shift = vector(step.outputs().get(2));
    if (apart) {
      return vectors(maker, gain, shift);
    }
    memory gainFirst = binding.transientMemory(gain.get_desc(), Transients.Slot.WEIGHT);
    memory shiftFirst = binding.transientMemory(shift.get_desc(), Transients.Slot.SIGNAL);
    return new Calls(
        List.of(
            vectors(maker, gainFirst, shiftFirst),
            Reorders.call(binding, gainFirst, gain),
            Reorders.call(binding, shiftFirst, shift)));
  }

  private Call.Maker gradient(Instruction step, Value signal, int flags) {
    double epsilon = ((BatchNormGrad) step.op()).epsilon();
    Value x = step.inputs().get(0);
    memory.desc form = Forms.image(x);
    batch_normalization_backward.primitive_desc chosen =
        new batch_normalization_backward.primitive_desc(
            binding.engine(),
            dnnl.prop_kind.backward.value,
            form,
            form,
            form,
            (float) epsilon,
            flags,
            forward(dnnl.prop_kind.forward_training, x, epsilon, flags),
            binding.plain(),
            false);
    return Call.of(binding, new batch_normalization_backward(chosen), chosen)
        .with(dnnl.DNNL_ARG_SRC, image(x))
        .with(dnnl.DNNL_ARG_SCALE, vector(step.inputs().get(1)))
        .with(dnnl.DNNL_ARG_MEAN, vector(step.inputs().get(2)))
        .with(dnnl.DNNL_ARG_VARIANCE, vector(step.inputs().get(3)))
        .with(dnnl.DNNL_ARG_DIFF_DST, image(signal))
        .with(dnnl.DNNL_ARG_DIFF_SRC, image(step.outputs().get(0)));
  }

  private static Call vectors(Call.Maker maker, memory gain, memory shift) {
    return maker.with(dnnl.DNNL_ARG_DIFF_SCALE, gain).with(dnnl.DNNL_ARG_DIFF_SHIFT, shift).done();
  }

  private batch_normalization_forward.primitive_desc forward(Instruction step, int flags) {
    double epsilon = ((BatchNorm) step.op()).epsilon();
    return forward(dnnl.prop_kind.forward_training, step.inputs().get(0), epsilon, flags);
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
