package io.feedalign.cli.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.feedalign.error.FaException;
import io.feedalign.ir.Affine;
import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.AxisMul;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Clamp;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Fill;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.Op;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What each operation of inference is in ONNX, operator set 13. */
final class OnnxTable {
  private static final Map<Unary.Function, String> UNARY =
      Map.of(
          Unary.Function.ABS, "Abs",
          Unary.Function.SIGN, "Sign",
          Unary.Function.SQRT, "Sqrt",
          Unary.Function.RELU, "Relu",
          Unary.Function.TANH, "Tanh",
          Unary.Function.SIGMOID, "Sigmoid");
  private static final Map<Binary.Function, String> BINARY =
      Map.of(
          Binary.Function.ADD, "Add",
          Binary.Function.SUBTRACT, "Sub",
          Binary.Function.MULTIPLY, "Mul",
          Binary.Function.DIVIDE, "Div",
          Binary.Function.MAXIMUM, "Max",
          Binary.Function.MINIMUM, "Min");

  private final Map<Class<? extends Op>, Translation<?>> table = new HashMap<>();
  private final OnnxGraph graph;
  private final Set<Value> batched;

  /** Writes what one instruction does. */
  @FunctionalInterface
  private interface Translation<O extends Op> {
    void write(O op, Instruction from);
  }

  /**
   * A table that writes into a graph.
   *
   * @param batched the values whose first axis is the batch
   */
  OnnxTable(OnnxGraph graph, Set<Value> batched) {
    this.graph = graph;
    this.batched = batched;
    put(Conv2d.class, this::conv);
    put(Conv2dInputGrad.class, this::transposed);
    put(Gemm.class, this::gemm);
    put(AxisAdd.class, (op, from) -> along("Add", op.axis(), from));
    put(AxisMul.class, (op, from) -> along("Mul", op.axis(), from));
    put(BatchNormInference.class, this::norm);
    put(MaxPool.class, (op, from) -> window(same("MaxPool", from), op.geometry()).done());
    put(AvgPool.class, this::average);
    put(Unary.class, this::unary);
    put(Binary.class, this::binary);
    put(Affine.class, this::affine);
    put(Clamp.class, this::clamp);
    put(Reshape.class, this::reshape);
    put(Fill.class, this::fill);
  }

  private <O extends Op> void put(Class<O> kind, Translation<O> translation) {
    table.put(kind, translation);
  }

  /**
   * Writes one instruction.
   *
   * @throws FaException (USER) if it has no form in ONNX here
   */
  void write(Instruction instruction) {
    Translation<?> translation = table.get(instruction.op().getClass());
    if (translation == null) {
      throw unknown(instruction.op());
    }
    apply(translation, instruction);
  }

  @SuppressWarnings("unchecked") // put() keeps class and translation together
  private static <O extends Op> void apply(Translation<O> translation, Instruction from) {
    translation.write((O) from.op(), from);
  }

  private static FaException unknown(Op op) {
    return FaException.user(
        "Operation " + op + " cannot be exported to ONNX. Export to safetensors instead.");
  }

  /** A node that reads and yields what the instruction does. */
  private OnnxGraph.Node same(String kind, Instruction from) {
    return graph.node(kind, from.output()).reads(from.inputs().toArray(Value[]::new));
  }

  private static OnnxGraph.Node window(OnnxGraph.Node node, Geometry geometry) {
    Geometry.Padding pad = geometry.padding();
    return node.with("kernel_shape", geometry.kernel().h(), geometry.kernel().w())
        .with("strides", geometry.stride().h(), geometry.stride().w())
        .with("pads", pad.top(), pad.left(), pad.bottom(), pad.right());
  }

  private static OnnxGraph.Node dilated(OnnxGraph.Node node, Geometry geometry) {
    return window(node, geometry)
        .with("dilations", geometry.dilation().h(), geometry.dilation().w())
        .one("group", geometry.groups());
  }

  private void conv(Conv2d op, Instruction from) {
    dilated(same("Conv", from), op.geometry()).done();
  }

  private void transposed(Conv2dInputGrad op, Instruction from) {
    Geometry geometry = op.geometry();
    Shape signal = from.inputs().get(0).shape();
    Geometry.Padding pad = geometry.padding();
    int high =
        geometry.stride().h() * (signal.size(2) - 1)
            + geometry.dilation().h() * (geometry.kernel().h() - 1)
            + 1;
    int wide =
        geometry.stride().w() * (signal.size(3) - 1)
            + geometry.dilation().w() * (geometry.kernel().w() - 1)
            + 1;
    dilated(same("ConvTranspose", from), geometry)
        .with(
            "output_padding",
            op.input().size(2) - (high - pad.top() - pad.bottom()),
            op.input().size(3) - (wide - pad.left() - pad.right()))
        .done();
  }

  private void gemm(Gemm op, Instruction from) {
    same("Gemm", from)
        .one("transA", op.transposeA() ? 1 : 0)
        .one("transB", op.transposeB() ? 1 : 0)
        .done();
  }

  /** ONNX broadcasts from the last axis on, so the vector gets axes of one behind its own. */
  private void along(String kind, int axis, Instruction from) {
    Value x = from.inputs().get(0);
    Value vector = from.inputs().get(1);
    long[] sizes = new long[x.shape().rank() - axis];
    Arrays.fill(sizes, 1);
    sizes[0] = vector.shape().size(0);
    String shape = graph.wholes(sizes);
    String turned = graph.node("Reshape").reads(graph.name(vector), shape).done();
    graph.node(kind, from.output()).reads(graph.name(x), turned).done();
  }

  private void norm(BatchNormInference op, Instruction from) {
    same("BatchNormalization", from).one("epsilon", (float) op.epsilon()).done();
  }

  private void average(AvgPool op, Instruction from) {
    window(same("AveragePool", from), op.geometry())
        .one("count_include_pad", op.countPadding() ? 1 : 0)
        .done();
  }

  private void unary(Unary op, Instruction from) {
    String kind = UNARY.get(op.function());
    Value x = from.inputs().get(0);
    if (kind != null) {
      same(kind, from).done();
    } else if (op.function() == Unary.Function.SQUARE) {
      graph.node("Mul", from.output()).reads(x, x).done();
    } else {
      String zero = graph.floats(Shape.SCALAR, 0);
      String above = graph.node("Greater").reads(graph.name(x), zero).done();
      graph
          .node("Cast", from.output())
          .reads(above)
          .one("to", (long) TensorProto.DataType.FLOAT_VALUE)
          .done();
    }
  }

  private void binary(Binary op, Instruction from) {
    String kind = BINARY.get(op.function());
    if (kind == null) {
      throw unknown(op);
    }
    same(kind, from).done();
  }

  private void affine(Affine op, Instruction from) {
    String scale = graph.floats(Shape.SCALAR, (float) op.scale());
    String shift = graph.floats(Shape.SCALAR, (float) op.shift());
    String x = graph.name(from.inputs().get(0));
    String scaled = graph.node("Mul").reads(x, scale).done();
    graph.node("Add", from.output()).reads(scaled, shift).done();
  }

  private void clamp(Clamp op, Instruction from) {
    String low = graph.floats(Shape.SCALAR, (float) op.low());
    String high = graph.floats(Shape.SCALAR, (float) op.high());
    String x = graph.name(from.inputs().get(0));
    graph.node("Clip", from.output()).reads(x, low, high).done();
  }

  /** A first axis that is the batch is written as 0, which is ONNX for "as it was". */
  private void reshape(Reshape op, Instruction from) {
    Value x = from.inputs().get(0);
    long[] sizes = Arrays.stream(op.form().shape().toArray()).asLongStream().toArray();
    if (batched.contains(x)) {
      if (sizes.length == 0 || sizes[0] != x.shape().size(0)) {
        throw unknown(op);
      }
      sizes[0] = 0;
    }
    String shape = graph.wholes(sizes);
    graph.node("Reshape", from.output()).reads(graph.name(x), shape).done();
  }

  private void fill(Fill op, Instruction from) {
    Shape shape = op.form().shape();
    float[] numbers = new float[Math.toIntExact(shape.elements())];
    Arrays.fill(numbers, (float) op.value());
    String constant = graph.floats(shape, numbers);
    graph.node("Identity", from.output()).reads(constant).done();
  }
}
