package io.feedalign.cli.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An ONNX graph while it grows: nodes, constants, and the names of our values in it. */
final class OnnxGraph {
  private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
  private static final int INT64 = TensorProto.DataType.INT64_VALUE;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<Value, String> names = new HashMap<>();
  private int made;

  OnnxGraph(String name) {
    graph.setName(name);
  }

  /** The name of a value, which something wrote before. */
  String name(Value value) {
    return names.computeIfAbsent(value, fresh -> fresh.name() + "_" + fresh.id());
  }

  /** A node of one output that becomes a value. */
  Node node(String kind, Value output) {
    return new Node(kind, name(output));
  }

  /** A node whose one output only another node reads. */
  Node node(String kind) {
    return new Node(kind, "step_" + made++);
  }

  /** Floats as a constant; its name. */
  String floats(Shape shape, float... numbers) {
    String name = "constant_" + made++;
    weight(name, StoredTensor.ofFloats(shape, numbers));
    return name;
  }

  /** Whole numbers as a constant vector; its name. */
  String wholes(long... numbers) {
    String name = "constant_" + made++;
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(numbers);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(INT64)
            .addDims(numbers.length)
            .setRawData(ByteString.copyFrom(bytes)));
    return name;
  }

  /** A stored tensor of 32-bit floats under its own name. */
  void weight(String name, StoredTensor tensor) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(FLOAT)
            .addAllDims(tensor.sizes())
            .setRawData(ByteString.copyFrom(tensor.bytes())));
  }

  /** A persistent value, read from the constant of that name. */
  void state(Value value, StoredTensor tensor) {
    names.put(value, value.name());
    weight(value.name(), tensor);
  }

  /** The graph's one input, whose first axis may have any size. */
  void input(Value value, String name) {
    names.put(value, name);
    graph.addInput(batched(name, value.shape()));
  }

  /** The graph's one output. */
  void output(Value value, String name) {
    node("Identity").reads(name(value)).writes(name);
    graph.addOutput(batched(name, value.shape()));
  }

  GraphProto finished() {
    return graph.build();
  }

  private static ValueInfoProto batched(String name, Shape shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    sizes.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (int axis = 1; axis < shape.rank(); axis++) {
      sizes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(shape.size(axis)));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(sizes)))
        .build();
  }

  /** One node while it is written down. */
  final class Node {
    private final NodeProto.Builder node = NodeProto.newBuilder();
    private final String output;

    private Node(String kind, String output) {
      node.setOpType(kind);
      this.output = output;
    }

    Node reads(Value... values) {
      for (Value value : values) {
        node.addInput(name(value));
      }
      return this;
    }

    Node reads(String... inputs) {
      node.addAllInput(List.of(inputs));
      return this;
    }

    Node with(String attribute, long... numbers) {
      AttributeProto.Builder list = AttributeProto.newBuilder().setName(attribute);
      list.setType(AttributeProto.AttributeType.INTS);
      for (long number : numbers) {
        list.addInts(number);
      }
      node.addAttribute(list);
      return this;
    }

    Node one(String attribute, long number) {
      node.addAttribute(
          AttributeProto.newBuilder()
              .setName(attribute)
              .setType(AttributeProto.AttributeType.INT)
              .setI(number));
      return this;
    }

    Node one(String attribute, float number) {
      node.addAttribute(
          AttributeProto.newBuilder()
              .setName(attribute)
              .setType(AttributeProto.AttributeType.FLOAT)
              .setF(number));
      return this;
    }

    /** Adds the node to the graph; the name of its output. */
    String done() {
      return writes(output);
    }

    private String writes(String name) {
      graph.addNode(node.addOutput(name).setName(name));
      return name;
    }
  }
}
