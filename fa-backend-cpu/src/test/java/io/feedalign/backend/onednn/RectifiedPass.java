package io.feedalign.backend.onednn;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.Backend;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.onednn.kernel.RectifiedNorms;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Form;
import io.feedalign.ir.Program;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A norm with its ReLU, and what a signal becomes on its way back through both. */
final class RectifiedPass {
  static final double EPSILON = 1e-5;

  private static final Shape SHAPE = Shape.of(6, 5, 4, 3);

  final Sketch sketch = new Sketch();
  final Form form;
  final Value x;
  final Value gain;
  final List<Value> norm;
  final Value activity;
  final List<Value> results = new ArrayList<>();

  RectifiedPass(Shape shape, DType type) {
    form = Form.activation(shape).withType(type);
    Form vector = Form.parameter(Shape.of(shape.size(1)));
    x = image();
    gain = sketch.uniform(vector, -2, 2);
    norm = sketch.emit().write(new BatchNorm(EPSILON), x, gain, sketch.uniform(vector, -1, 1));
    activity = sketch.emit().apply(Unary.Function.RELU, norm.get(0));
    read(List.of(activity));
  }

  RectifiedPass() {
    this(SHAPE, DType.F32);
  }

  Value image() {
    return sketch.emit().cast(sketch.normal(form.withType(DType.F32)), form.type());
  }

  void read(List<Value> values) {
    results.addAll(values);
    sketch.read(values.toArray(Value[]::new));
  }

  /** The gated signal, which the adjoint receives. */
  Value back(Value gate, List<Value> statistics, double epsilon) {
    Value signal = sketch.emit().scale(image(), 2);
    Value gated = sketch.emit().apply(Binary.Function.RELU_GATE, signal, gate);
    adjoint(gated, statistics, epsilon);
    return gated;
  }

  Value back() {
    return back(activity, norm, EPSILON);
  }

  void adjoint(Value signal, List<Value> statistics, double epsilon) {
    BatchNormGrad op = new BatchNormGrad(epsilon);
    read(sketch.emit().write(op, x, gain, statistics.get(1), statistics.get(2), signal));
  }

  /** How many instructions another's kernel computes. */
  long replaced(Placement placement) {
    Program program = sketch.program();
    try (Backend backend = backend()) {
      MemoryPlan plan = placement.plan(program, backend.storage(program));
      RectifiedNorms norms = new RectifiedNorms(program, plan);
      return IntStream.range(0, program.body().size()).filter(norms::replaced).count();
    }
  }

  List<double[]> run(Backend given, Placement placement) {
    try (Backend backend = given;
        Rig rig = new Rig(backend, sketch.program(), placement)) {
      rig.write(sketch.numbers());
      rig.run();
      List<double[]> first = results.stream().map(rig::read).toList();
      rig.run();
      for (int i = 0; i < first.size(); i++) {
        assertArrayEquals(first.get(i), rig.read(results.get(i)), "once more");
      }
      return first;
    }
  }

  /** With places as a compiler gives them, so many instructions are spared; results agree. */
  void assertSpares(int instructions, double tolerance) {
    assertEquals(instructions, replaced(Placement.compact()), "instructions spared");
    List<double[]> expected = run(new ReferenceBackend(), Placement.separate());
    List<double[]> apart = run(backend(), Placement.separate());
    List<double[]> fused = run(backend(), Placement.compact());
    for (int i = 0; i < expected.size(); i++) {
      assertClose("result " + i, expected.get(i), fused.get(i), tolerance);
      assertArrayEquals(unsigned(apart.get(i)), unsigned(fused.get(i)), "result " + i);
    }
  }

  /** A gate by itself writes the zero that its signal has the sign of. */
  private static double[] unsigned(double[] numbers) {
    return Arrays.stream(numbers).map(x -> x + 0.0).toArray();
  }

  void assertSpares(int instructions) {
    assertSpares(instructions, 1e-5);
  }

  static Backend backend() {
    OneDnnProvider provider = new OneDnnProvider();
    return provider.create(provider.settings().defaults());
  }
}
