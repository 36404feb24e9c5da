package io.feedalign.backend.cuda.source;

import io.feedalign.ir.Assign;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.AxisMul;
import io.feedalign.ir.Chain;
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

/**
 * Writes one {@link PointwiseKernel}: loads, the steps of one element after the other, stores. Or
 * the same as a {@link PointwisePart} of another kernel.
 */
final class PointwiseWriter {
  private static final int BYTES_AT_ONCE = 16;

  private final List<Instruction> steps;
  private final List<Value> outputs;
  private final int first;
  private final Form form;
  private final Map<Value, Integer> parameters = new LinkedHashMap<>();
  private final Set<Value> stored = new LinkedHashSet<>();
  private final Map<String, String> scalars = new LinkedHashMap<>();
  private final Map<String, String> arrays = new LinkedHashMap<>();
  private final Map<String, String> loads = new LinkedHashMap<>();
  private final Map<Value, String> made = new HashMap<>();
  private final StringBuilder computed = new StringBuilder();
  private final StringBuilder stores = new StringBuilder();
  private final StringBuilder results = new StringBuilder();
  private int widest = 1;

  PointwiseWriter(List<Instruction> steps, List<Value> outputs) {
    this(steps, outputs, 0);
  }

  private PointwiseWriter(List<Instruction> steps, List<Value> outputs, int first) {
    this.steps = steps;
    this.outputs = outputs;
    this.first = first;
    form = steps.get(0).inputs().get(0).form();
  }

  /** One that makes an operand. */
  PointwiseWriter(PointwisePart.Made made, int first) {
    this(steps(made.maker()), made.stored(), first);
  }

  /** One that computes with what {@code x} holds for the result of another instruction. */
  static PointwiseWriter after(Value result, Instruction next, int first) {
    PointwiseWriter writer = new PointwiseWriter(steps(next), next.outputs(), first);
    writer.made.put(result, "v0");
    line(writer.computed, "    const float v0 = ", rounded(result.type(), "x[k]"), ";\n");
    return writer;
  }

  private static List<Instruction> steps(Instruction instruction) {
    return instruction.op() instanceof Chain
        ? ((Chain) instruction.op()).steps()
        : List.of(instruction);
  }

  PointwiseKernel write(String label) {
    compute();
    long elements = form.shape().elements();
    int width = (int) Math.min(BYTES_AT_ONCE / widest, Long.highestOneBit(elements));
    StringBuilder body = sizes(elements, width);
    body.append("  const index_of<N> i = first_of_thread<N, W>();\n");
    body.append("  if (i >= N) {\n    return;\n  }\n");
    loads.keySet().forEach(name -> body.append(declared(name)));
    body.append(results).append(loop()).append(stores);
    KernelText text = new KernelText(label, types(), body.toString());
    return new PointwiseKernel(
        text, List.copyOf(parameters.keySet()), (elements + width - 1) / width);
  }

  PointwisePart follow(int width) {
    compute();
    List<String> held = List.copyOf(arrays.keySet());
    StringBuilder text = sizes(form.shape().elements(), width);
    scalars.values().forEach(text::append);
    int count = Math.max(1, held.size());
    line(text, "  const auto read = [=](auto i, float (&held)[", count, "][W]) {\n");
    for (int i = 0; i < held.size(); i++) {
      line(text, "    float(&", held.get(i), ")[W] = held[", i, "];\n");
      line(text, "  ", loads.getOrDefault(held.get(i), ""));
    }
    text.append("  };\n  const auto write = [=](auto i, const float (&x)[W], ");
    line(text, "const float (&held)[", count, "][W]) {\n");
    for (int i = 0; i < held.size(); i++) {
      line(text, "    const float(&", held.get(i), ")[W] = held[", i, "];\n");
    }
    text.append(inner(results + loop() + stores)).append("  };\n");
    return part(text, "followed<" + count + ">(read, write)");
  }

  PointwisePart make(Value operand, int width) {
    compute();
    line(computed, "    y[k] = ", rounded(operand.type(), name(operand)), ";\n");
    StringBuilder text = sizes(form.shape().elements(), width);
    scalars.values().forEach(text::append);
    text.append("  const auto make = [=](auto i, float (&y)[W]) {\n");
    arrays.keySet().forEach(name -> text.append(inner(declared(name))));
    text.append(inner(results + loop() + stores)).append("  };\n");
    return part(text, "made(make)");
  }

  private void compute() {
    steps.forEach(this::step);
    for (Value output : outputs) {
      store(output, name(output), output.type());
    }
  }

  private PointwisePart part(StringBuilder text, String expression) {
    return new PointwisePart(
        List.copyOf(parameters.keySet()), types(), text.toString(), expression);
  }

  private static String rounded(DType type, String element) {
    return type == DType.F32 ? element : "rounded<" + Numerals.type(type) + ">(" + element + ")";
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
      scalars.putIfAbsent(name, "  const " + type + " " + name + " = widen(p" + p + "[0]);\n");
      loads.putIfAbsent(name, "");
      return name;
    }
    String name = "x" + p;
    widest = Math.max(widest, value.type().bytes());
    arrays.putIfAbsent(name, array(value.type(), name));
    loads.putIfAbsent(name, "  load<N>(p" + p + ", i, " + name + ");\n");
    return name + "[k]";
  }

  private String along(Value vector, int axis) {
    if (vector.shape().equals(form.shape())) {
      return operand(vector);
    }
    int p = parameter(vector);
    String name = "a" + axis + "_" + p;
    String walk = DeviceOrder.inner(form, axis) + ", " + form.shape().size(axis);
    arrays.putIfAbsent(name, array(DType.F32, name));
    loads.putIfAbsent(name, "  load_along<N, " + walk + ">(p" + p + ", i, " + name + ");\n");
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

  private static StringBuilder sizes(long elements, int width) {
    StringBuilder text = new StringBuilder();
    line(text, "  constexpr long long N = ", elements, ";\n  constexpr int W = ", width, ";\n");
    return text;
  }

  /** An operand's variable with what it holds. */
  private String declared(String name) {
    return scalars.getOrDefault(name, "") + arrays.getOrDefault(name, "") + loads.get(name);
  }

  /** Lines of a body as those of a function in it. */
  private static String inner(String lines) {
    return lines.replaceAll("(?m)^  ", "    ");
  }

  private String loop() {
    return "#pragma unroll\n  for (int k = 0; k < W; k++) {\n" + computed + "  }\n";
  }

  private List<String> types() {
    List<String> types = new ArrayList<>();
    for (Value value : parameters.keySet()) {
      types.add(stored.contains(value) ? Numerals.output(value) : Numerals.input(value));
    }
    return List.copyOf(types);
  }

  private int parameter(Value value) {
    return parameters.computeIfAbsent(value, v -> first + parameters.size());
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
