package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.error.FaException;
import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Value;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** Pooling and its adjoint. Which element won is kept as oneDNN's workspace. */
public final class PoolKernels {
  private static final int LARGEST_BYTE_WINDOW = 254;

  /**
   * With fewer channels than this, oneDNN's adjoint takes twice as long as with this many: it goes
   * from pixel to pixel, however few numbers are there. {@link WinnerKernel} takes its time for
   * numbers alone, and is the slower one from here on: see docs/performance.
   */
  private static final int CHANNELS_OF_A_VECTOR = 8;

  private final Binding binding;
  private final WorkPool pool;

  PoolKernels(Binding binding, WorkPool pool) {
    this.binding = binding;
    this.pool = pool;
  }

  /** Bytes for one element of a max pooling's choice: its index in the window. */
  public static int choiceBytes(Geometry geometry) {
    int window = geometry.kernel().h() * geometry.kernel().w();
    return window <= LARGEST_BYTE_WINDOW ? 1 : Integer.BYTES;
  }

  Kernel max(Instruction step) {
    Value x = step.inputs().get(0);
    Plan plan =
        new Plan(
            dnnl.algorithm.pooling_max,
            Window.of(((MaxPool) step.op()).geometry()),
            Forms.of(x),
            Forms.of(step.output()));
    pooling_forward.primitive_desc chosen = forward(plan);
    return Call.of(binding, new pooling_forward(chosen), chosen)
        .with(dnnl.DNNL_ARG_SRC, binding.memory(x, plan.x))
        .with(dnnl.DNNL_ARG_DST, binding.memory(step.output(), plan.y))
        .with(dnnl.DNNL_ARG_WORKSPACE, choice(step.outputs().get(1), chosen))
        .done();
  }

  Kernel maxGradient(Instruction step) {
    return inJava((MaxPoolGrad) step.op())
        ? new WinnerKernel(step, binding.views(), pool)
        : maxGradientByOneDnn(step);
  }

  /** Whether {@link WinnerKernel} can do it, and is the faster one. */
  static boolean inJava(MaxPoolGrad op) {
    return op.input().size(1) < CHANNELS_OF_A_VECTOR
        && WinnerWalk.apart(op.geometry())
        && choiceBytes(op.geometry()) == 1;
  }

  private Kernel maxGradientByOneDnn(Instruction step) {
    Value signal = step.inputs().get(1);
    Plan plan =
        new Plan(
            dnnl.algorithm.pooling_max,
            Window.of(((MaxPoolGrad) step.op()).geometry()),
            Forms.of(step.output()),
            Forms.of(signal));
    pooling_forward.primitive_desc forward = forward(plan);
    pooling_backward.primitive_desc chosen = backward(plan, forward);
    return Call.of(binding, new pooling_backward(chosen), chosen)
        .with(dnnl.DNNL_ARG_DIFF_DST, binding.memory(signal, plan.y))
        .with(dnnl.DNNL_ARG_WORKSPACE, choice(step.inputs().get(0), forward))
        .with(dnnl.DNNL_ARG_DIFF_SRC, binding.memory(step.output(), plan.x))
        .done();
  }

  Kernel average(Instruction step) {
    AvgPool pool = (AvgPool) step.op();
    Value x = step.inputs().get(0);
    Plan plan =
        new Plan(
            averaging(pool.countPadding()),
            Window.of(pool.geometry()),
            Forms.of(x),
            Forms.of(step.output()));
    pooling_forward.primitive_desc chosen = forward(plan);
    return Call.of(binding, new pooling_forward(chosen), chosen)
        .with(dnnl.DNNL_ARG_SRC, binding.memory(x, plan.x))
        .with(dnnl.DNNL_ARG_DST, binding.memory(step.output(), plan.y))
        .done();
  }

  Kernel averageGradient(Instruction step) {
    AvgPoolGrad pool = (AvgPoolGrad) step.op();
    Value signal = step.inputs().get(0);
    Plan plan =
        new Plan(
            averaging(pool.countPadding()),
            Window.of(pool.geometry()),
            Forms.of(step.output()),
            Forms.of(signal));
    pooling_backward.primitive_desc chosen = backward(plan, forward(plan));
    return Call.of(binding, new pooling_backward(chosen), chosen)
        .with(dnnl.DNNL_ARG_DIFF_DST, binding.memory(signal, plan.y))
        .with(dnnl.DNNL_ARG_DIFF_SRC, binding.memory(step.output(), plan.x))
        .done();
  }

  private record Plan(dnnl.algorithm algorithm, Window window, memory.desc x, memory.desc y) {}

  private static dnnl.algorithm averaging(boolean countPadding) {
    return countPadding
        ? dnnl.algorithm.pooling_avg_include_padding
        : dnnl.algorithm.pooling_avg_exclude_padding;
  }

  private pooling_forward.primitive_desc forward(Plan plan) {
    Window w = plan.window;
    return new pooling_forward.primitive_desc(
        binding.engine(),
        dnnl.prop_kind.forward_training,
        plan.algorithm,
        plan.x,
        plan.y,
        w.strides(),
        w.kernel(),
        w.dilates(),
        w.before(),
        w.after(),
        binding.plain(),
        false);
  }

  private pooling_backward.primitive_desc backward(
      Plan plan, pooling_forward.primitive_desc forward) {
    Window w = plan.window;
    return new pooling_backward.primitive_desc(
        binding.engine(),
        plan.algorithm,
        plan.x,
        plan.y,
        w.strides(),
        w.kernel(),
        w.dilates(),
        w.before(),
        w.after(),
        forward,
        binding.plain(),
        false);
  }

  private memory choice(Value value, pooling_forward.primitive_desc forward) {
    memory.desc form = forward.workspace_desc();
    if (form.get_size() > binding.views().pointer(value).capacity()) {
      throw FaException.internal(
          "oneDNN needs "
              + form.get_size()
              + " bytes to remember the choices of a max pooling, but "
              + value
              + " has "
              + binding.views().pointer(value).capacity()
              + ".");
    }
    return binding.memory(value, form);
  }
}
