package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * The three verbs of a convolution. Activations stay channels-last; the weight is reordered into
 * the layout that oneDNN likes best before each use, which costs microseconds and can never be
 * stale.
 */
final class ConvKernels {
  private static final dnnl.algorithm DIRECT = dnnl.algorithm.convolution_direct;

  private static final int NARROW = 16;

  private final Binding binding;

  ConvKernels(Binding binding) {
    this.binding = binding;
  }

  Kernel forward(Instruction step) {
    Geometry geometry = ((Conv2d) step.op()).geometry();
    Operands forms = operands(step, geometry);
    return forward(step, forward(geometry, forms), Optional.empty());
  }

  /** The same, then a bias and perhaps a ReLU on what it stores. */
  Kernel forward(Instruction step, Epilogue epilogue) {
    Geometry geometry = ((Conv2d) step.op()).geometry();
    Operands forms = operands(step, geometry);
    Window window = Window.of(geometry);
    convolution_forward.primitive_desc chosen =
        new convolution_forward.primitive_desc(
            binding.engine(),
            dnnl.prop_kind.forward_training,
            DIRECT,
            forms.x,
            forms.w,
            Forms.of(epilogue.bias()),
            forms.y,
            window.strides(),
            window.dilates(),
            window.before(),
            window.after(),
            binding.with(epilogue),
            false);
    return forward(step, chosen, Optional.of(epilogue));
  }

  private static Operands operands(Instruction step, Geometry geometry) {
    Value x = step.inputs().get(0);
    Value w = step.inputs().get(1);
    return new Operands(Forms.of(x), anyWeight(w, x.type(), geometry), Forms.of(step.output()));
  }

  private Kernel forward(
      Instruction step, convolution_forward.primitive_desc chosen, Optional<Epilogue> epilogue) {
    Value x = step.inputs().get(0);
    Value y = epilogue.map(Epilogue::result).orElse(step.output());
    Geometry geometry = ((Conv2d) step.op()).geometry();
    List<Call> calls = new ArrayList<>();
    memory plain = plainWeight(step.inputs().get(1), geometry);
    memory weight = Reorders.reading(binding, plain, weight(chosen.weights_desc()), calls);
    Call.Maker call =
        Call.of(binding, new convolution_forward(chosen), chosen)
            .with(dnnl.DNNL_ARG_SRC, binding.memory(x, Forms.of(x)))
            .with(dnnl.DNNL_ARG_WEIGHTS, weight)
            .with(dnnl.DNNL_ARG_DST, binding.memory(y, Forms.of(y)));
    epilogue
        .map(Epilogue::bias)
        .ifPresent(v -> call.with(dnnl.DNNL_ARG_BIAS, binding.memory(v, Forms.of(v))));
    calls.add(call.done());
    return new Calls(calls);
  }

  Kernel inputGradient(Instruction step) {
    Value signal = step.inputs().get(0);
    Value w = step.inputs().get(1);
    Geometry geometry = ((Conv2dInputGrad) step.op()).geometry();
    memory.desc signalForm = narrow(w) ? Forms.any(signal) : Forms.of(signal);
    Operands forms =
        new Operands(Forms.of(step.output()), anyWeight(w, signal.type(), geometry), signalForm);
    Window window = Window.of(geometry);
    convolution_backward_data.primitive_desc chosen =
        new convolution_backward_data.primitive_desc(
            binding.engine(),
            DIRECT,
            forms.x,
            forms.w,
            forms.y,
            window.strides(),
            window.dilates(),
            window.before(),
            window.after(),
            forward(geometry, forms),
            binding.plain(),
            false);
    List<Call> calls = new ArrayList<>();
    memory weight =
        Reorders.reading(binding, plainWeight(w, geometry), weight(chosen.weights_desc()), calls);
    Reorders.Wish wish = new Reorders.Wish(chosen.diff_dst_desc(), Transients.Slot.SIGNAL);
    memory plain = binding.memory(signal, Forms.of(signal));
    memory given = Reorders.reading(binding, plain, wish, calls);
    calls.add(
        Call.of(binding, new convolution_backward_data(chosen), chosen)
            .with(dnnl.DNNL_ARG_DIFF_DST, given)
            .with(dnnl.DNNL_ARG_WEIGHTS, weight)
            .with(dnnl.DNNL_ARG_DIFF_SRC, binding.memory(step.output(), forms.x))
            .done());
    return new Calls(calls);
  }

  Kernel weightGradient(Instruction step) {
    Value x = step.inputs().get(0);
    Value signal = step.inputs().get(1);
    Value w = step.output();
    Geometry geometry = ((Conv2dWeightGrad) step.op()).geometry();
    // The forward convolution that this belongs to has weights of the signal's type.
    Operands hint = new Operands(Forms.of(x), anyWeight(w, x.type(), geometry), Forms.of(signal));
    Operands forms = new Operands(hint.x, anyWeight(w, w.type(), geometry), hint.y);
    Window window = Window.of(geometry);
    convolution_backward_weights.primitive_desc chosen =
        new convolution_backward_weights.primitive_desc(
            binding.engine(),
            DIRECT,
            forms.x,
            forms.w,
            forms.y,
            window.strides(),
            window.dilates(),
            window.before(),
            window.after(),
            forward(geometry, hint),
            binding.plain(),
            false);
    List<Call> after = new ArrayList<>();
    memory weight =
        Reorders.writing(
            binding, plainWeight(w, geometry), weight(chosen.diff_weights_desc()), after);
    List<Call> calls = new ArrayList<>();
    calls.add(
        Call.of(binding, new convolution_backward_weights(chosen), chosen)
            .with(dnnl.DNNL_ARG_SRC, binding.memory(x, forms.x))
            .with(dnnl.DNNL_ARG_DIFF_DST, binding.memory(signal, forms.y))
            .with(dnnl.DNNL_ARG_DIFF_WEIGHTS, weight)
            .done());
    calls.addAll(after);
    return new Calls(calls);
  }

  /**
   * Whether so few channels come in that oneDNN's kernel for channels-last signals leaves most of
   * its vectors empty; its other kernel then takes about half the time, the reordered signal
   * included.
   */
  private static boolean narrow(Value weight) {
    return weight.shape().size(1) < NARROW;
  }

  private static Reorders.Wish weight(memory.desc form) {
    return new Reorders.Wish(form, Transients.Slot.WEIGHT);
  }

  private record Operands(memory.desc x, memory.desc w, memory.desc y) {}

  private convolution_forward.primitive_desc forward(Geometry geometry, Operands forms) {
    Window window = Window.of(geometry);
    return new convolution_forward.primitive_desc(
        binding.engine(),
        dnnl.prop_kind.forward_training,
        DIRECT,
        forms.x,
        forms.w,
        forms.y,
        window.strides(),
        window.dilates(),
        window.before(),
        window.after(),
        binding.plain(),
        false);
  }

  private memory plainWeight(Value weight, Geometry geometry) {
    boolean grouped = geometry.groups() > 1;
    memory.format_tag tag = grouped ? memory.format_tag.abcde : memory.format_tag.abcd;
    return binding.memory(
        weight, Forms.of(weightSizes(weight.shape(), geometry), weight.type(), tag));
  }

  private static memory.desc anyWeight(Value weight, DType type, Geometry geometry) {
    return Forms.of(weightSizes(weight.shape(), geometry), type, memory.format_tag.any);
  }

  /** (O, I, kh, kw), or with more than one group (G, O / G, I, kh, kw): the same bytes. */
  private static long[] weightSizes(Shape weight, Geometry geometry) {
    int groups = geometry.groups();
    long o = weight.size(0);
    long i = weight.size(1);
    long h = weight.size(2);
    long w = weight.size(3);
    return groups > 1 ? new long[] {groups, o / groups, i, h, w} : new long[] {o, i, h, w};
  }
}
