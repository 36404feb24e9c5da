package io.feedalign.backend.cuda.source;

import io.feedalign.ir.Assign;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.AxisMul;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes one {@link PointwiseKernel}: loads, the steps of one element after the other, stores. */
final class PointwiseWriter {
  private static final int BYTES_AT_ONCE = 16;

  private final List<Instruction> steps;
  private final List<Value> outputs;
  private final Form form;
  private final Map<Value, Integer> parameters = new LinkedHashMap<>();
  private final Set<Value> stored = new LinkedHashSet<>();
  private final Map<String, String> loads = new LinkedHashMap<>();
  private final Map<Value, String> made = new HashMap<>();
  private final StringBuilder computed = new StringBuilder();
  private final StringBuilder stores = new StringBuilder();
  private final StringBuilder results = new StringBuilder();
  private int widest = 1;

  PointwiseWriter(List<Instruction> steps, List<Value> outputs) {
    this.steps = steps;
    this.outputs = outputs;
    form = steps.get(0).inputs().get(0).form();
  }

  PointwiseKernel write(String label) {
    for (Instruction step : steps) {
      step(step);
    }
    for (Value output : outputs) {
      store(output, name(output), output.type());
    }
    long elements = form.shape().elements();
    int width = (int) Math.min(BYTES_AT_ONCE / widest, Long.highestOneBit(elements));
    KernelText text = new KernelText(label, types(), body(elements, width));
    return new PointwiseKernel(
        text, List.copyOf(parameters.keySet()), (elements + width - 1) / width);
  }

  private void step(Instruction step) {
    Op op = step.op();
    List<Value> inputs = step.inputs();
    if (op instanceof Assign) {
      store(inputs.get(0), operand(inputs.get(1)), inputs.get(1).type());
      return;
    }
    String a = operand(inputs.get(0));
    String b = inputs.size() == 1 ? a : second(op, inputs.get(1));
    String name = "v" + made.size();
    made.put(step.output(), name);
    line(computed, "    const ", register(step.output().type()), " ", name, " = ");
    computed.append(PointFormulas.of(op, a, b)).append(";\n");
  }

  private String second(Op op, Value value) {
    if (op instanceof AxisAdd) {
      return along(value, ((AxisAdd) op).axis());
    }
    return op instanceof AxisMul ? along(value, ((AxisMul) op).axis()) : operand(value);
  }

  /** One element of an operand: made before, one number for all, or read at the same place. */
  private String operand(Value value) {
    if (made.containsKey(value)) {
      return name(value);
    }
    int p = parameter(value);
    if (value.shape().equals(Shape.SCALAR) && !form.shape().equals(Shape.SCALAR)) {
      String name = "s" + p;
      String type = register(value.type());
      loads.putIfAbsent(name, "  const " + type + " " + name + " = widen(p" + p + "[0]);\n");
      return name;
    }
    String name = "x" + p;
    widest = Math.max(widest, value.type().bytes());
    loads.putIfAbsent(
        name, array(value.type(), name) + "  load<N>(p" + p + ", i, " + name + ");\n");
    return name + "[k]";
  }

  private String along(Value vector, int axis) {
    if (vector.shape().equals(form.shape())) {
      return operand(vector);
    }
    int p = parameter(vector);
    String name = "a" + axis + "_" + p;
    String walk = DeviceOrder.inner(form, axis) + ", " + form.shape().size(axis);
    loads.putIfAbsent(
        name,
        array(DType.F32, name) + "  load_along<N, " + walk + ">(p" + p + ", i, " + name + ");\n");
    return name + "[k]";
  }

  private void store(Value place, String element, DType type) {
    int p = parameter(place);
    stored.add(place);
    widest = Math.max(widest, place.type().bytes());
    results.append(array(type, "y" + p));
    line(computed, "    y", p, "[k] = ", element, ";\n");
    line(stores, "  store<N>(p", p, ", i, y", p, ");\n");
  }

  private String body(long elements, int width) {
    StringBuilder body = new StringBuilder();
    line(body, "  constexpr long long N = ", elements, ";\n  constexpr int W = ", width, ";\n");
    body.append("  const index_of<N> i = first_of_thread<N, W>();\n");
    body.append("  if (i >= N) {\n    return;\n  }\n");
    loads.values().forEach(body::append);
    body.append(results);
    body.append("#pragma unroll\n  for (int k = 0; k < W; k++) {\n");
    return body.append(computed).append("  }\n").append(stores).toString();
  }

  private List<String> types() {
    List<String> types = new ArrayList<>();
    for (Value value : parameters.keySet()) {
      types.add(stored.contains(value) ? Numerals.output(value) : Numerals.input(value));
    }
    return List.copyOf(types);
  }

  private int parameter(Value value) {
    return parameters.computeIfAbsent(value, v -> parameters.size());
  }

  private String name(Value value) {
    return String.valueOf(made.get(value));
  }

  private static String array(DType type, String name) {
    return "  " + register(type) + " " + name + "[W];\n";
  }

  /** The type in which elements are computed. */
  private static String register(DType type) {
    return type == DType.I32 ? "int" : "float";
  }

  private static void line(StringBuilder text, Object... parts) {
    for (Object part : parts) {
      text.append(part);
    }
  }
}
