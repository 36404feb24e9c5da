package io.feedalign.backend.onednn.kernel;

import io.feedalign.ir.Binary;
import io.feedalign.ir.Op;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;

/** Single pointwise steps as primitives; a result may take the exact place of an operand. */
final class NativeSteps {
  static final Op RELU = new Unary(Unary.Function.RELU);
  static final Op GATE = new Binary(Binary.Function.RELU_GATE);
  private static final Map<Op, dnnl.algorithm> BINARY =
      Map.of(
          new Binary(Binary.Function.ADD), dnnl.algorithm.binary_add,
          new Binary(Binary.Function.SUBTRACT), dnnl.algorithm.binary_sub,
          new Binary(Binary.Function.MULTIPLY), dnnl.algorithm.binary_mul,
          new Binary(Binary.Function.MAXIMUM), dnnl.algorithm.binary_max,
          new Binary(Binary.Function.MINIMUM), dnnl.algorithm.binary_min);

  private final Binding binding;

  NativeSteps(Binding binding) {
    this.binding = binding;
  }

  /** Whether there is a primitive for a step. */
  static boolean know(Op op) {
    return op.equals(RELU) || op.equals(GATE) || BINARY.containsKey(op);
  }

  /** Whether it is one that a ReLU can be appended to. */
  static boolean binary(Op op) {
    return BINARY.containsKey(op);
  }

  Call call(Op op, List<Value> inputs, Value result) {
    if (op.equals(RELU)) {
      return relu(inputs.get(0), result);
    }
    return op.equals(GATE) ? gate(inputs, result) : binary(op, inputs, result, binding.plain());
  }

  /** A step on two operands, and a ReLU in the same pass. */
  Call rectified(Op op, List<Value> inputs, Value result) {
    return binary(op, inputs, result, binding.rectifying());
  }

  private Call relu(Value x, Value y) {
    eltwise_forward.primitive_desc chosen = forward(Forms.of(x));
    return Call.of(binding, new eltwise_forward(chosen), chosen)
        .with(dnnl.DNNL_ARG_SRC, memory(x))
        .with(dnnl.DNNL_ARG_DST, memory(y))
        .done();
  }

  private eltwise_forward.primitive_desc forward(memory.desc form) {
    return new eltwise_forward.primitive_desc(
        binding.engine(),
        dnnl.prop_kind.forward_training,
        dnnl.algorithm.eltwise_relu,
        form,
        form,
        0,
        0,
        binding.plain(),
        false);
  }

  /** The signal where the output of the ReLU was positive. */
  private Call gate(List<Value> inputs, Value result) {
    Value signal = inputs.get(0);
    Value output = inputs.get(1);
    memory.desc form = Forms.of(signal);
    eltwise_forward.primitive_desc forward =
        new eltwise_forward.primitive_desc(
            binding.engine(),
            dnnl.prop_kind.forward_training,
            dnnl.algorithm.eltwise_relu_use_dst_for_bwd,
            form,
            form,
            0,
            0,
            binding.plain(),
            false);
    eltwise_backward.primitive_desc chosen =
        new eltwise_backward.primitive_desc(
            binding.engine(),
            dnnl.algorithm.eltwise_relu_use_dst_for_bwd,
            form,
            form,
            form,
            0,
            0,
            forward,
            binding.plain(),
            false);
    return Call.of(binding, new eltwise_backward(chosen), chosen)
        .with(dnnl.DNNL_ARG_DST, memory(output))
        .with(dnnl.DNNL_ARG_DIFF_DST, memory(signal))
        .with(dnnl.DNNL_ARG_DIFF_SRC, memory(result))
        .done();
  }

  private Call binary(Op op, List<Value> inputs, Value result, primitive_attr extras) {
    memory.desc form = Forms.of(result);
    dnnl.algorithm algorithm = Objects.requireNonNull(BINARY.get(op));
    binary.primitive_desc chosen =
        new binary.primitive_desc(binding.engine(), algorithm, form, form, form, extras, false);
    return Call.of(binding, new binary(chosen), chosen)
        .with(dnnl.DNNL_ARG_SRC_0, memory(inputs.get(0)))
        .with(dnnl.DNNL_ARG_SRC_1, memory(inputs.get(1)))
        .with(dnnl.DNNL_ARG_DST, memory(result))
        .done();
  }

  private memory memory(Value value) {
    return binding.memory(value, Forms.of(value));
  }
}
