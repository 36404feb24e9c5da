package io.feedalign.backend.cuda.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.feedalign.backend.Backend;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.cuda.CudaBackend;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small program whose instructions may be done together, and what comes of it. */
final class FusedPass {
  static final double EPSILON = 1e-5;

  final Sketch sketch = new Sketch();
  final Emitter emit = sketch.emit();
  final Form form;
  private final Map<Value, double[]> numbers = new HashMap<>();
  private Program chained;

  FusedPass(Shape shape, DType type) {
    form = Form.activation(shape).withType(type);
    chained = sketch.program();
  }

  FusedPass() {
    this(Shape.of(6, 5, 4, 3), DType.F32);
  }

  /** Gaussian numbers of the pass's type. */
  Value image(double... special) {
    Value feed = sketch.normal(form.withType(DType.F32));
    double[] held = sketch.numbers().get(feed);
    System.arraycopy(special, 0, held, 0, special.length);
    numbers.put(feed, held);
    return emit.cast(feed, form.type());
  }

  Value feed() {
    return sketch.normal(form);
  }

  Value vector(double low, double high) {
    return sketch.uniform(Form.parameter(Shape.of(form.shape().size(1))), low, high);
  }

  List<Value> norm(Value x) {
    return emit.write(new BatchNorm(EPSILON), x, vector(-2, 2), vector(-1, 1));
  }

  Value inference(Value x) {
    Value[] operands = {x, vector(-2, 2), vector(-1, 1), vector(-1, 1), vector(0.5, 2)};
    return emit.write(new BatchNormInference(EPSILON), operands).get(0);
  }

  List<Value> adjoint(Value x, List<Value> norm, Value signal) {
    BatchNormGrad op = new BatchNormGrad(EPSILON);
    return emit.write(op, x, vector(-2, 2), norm.get(1), norm.get(2), signal);
  }

  Value relu(Value x) {
    return emit.apply(Unary.Function.RELU, x);
  }

  Value gate(Value signal, Value activity) {
    return emit.apply(Binary.Function.RELU_GATE, signal, activity);
  }

  void read(Value... values) {
    sketch.read(values);
  }

  void read(List<Value> values) {
    values.forEach(sketch::read);
  }

  /** The program with so many of the instructions up to the one that makes a value as one chain. */
  Program chain(Value last, int steps) {
    Program plain = chained.body().isEmpty() ? sketch.program() : chained;
    List<Instruction> body = new ArrayList<>(plain.body());
    int end = 0;
    while (!body.get(end).outputs().contains(last)) {
      end++;
    }
    List<Instruction> part = List.copyOf(body.subList(end - steps + 1, end + 1));
    body.subList(end - steps + 1, end + 1).clear();
    Set<Value> needed = new HashSet<>(plain.reads());
    body.forEach(step -> needed.addAll(step.inputs()));
    Set<Value> made = new LinkedHashSet<>();
    Set<Value> inputs = new LinkedHashSet<>();
    for (Instruction step : part) {
      step.inputs().stream().filter(value -> !made.contains(value)).forEach(inputs::add);
      made.addAll(step.outputs());
    }
    List<Value> outputs = made.stream().filter(needed::contains).toList();
    body.add(end - steps + 1, new Instruction(new Chain(part), List.copyOf(inputs), outputs));
    chained = plain.withBody(body);
    return chained;
  }

  Program program() {
    return chained.body().isEmpty() ? sketch.program() : chained;
  }

  /** Kernels and jobs without numbers. */
  static List<String> stages(Lowered lowered) {
    return lowered.stages().stream()
        .map(
            stage ->
                stage instanceof Stage.Kernel kernel
                    ? kernel.name().replaceFirst("_\\d+$", "")
                    : stage instanceof Stage.Product product && product.job().biased()
                        ? "biased product"
                        : "library")
        .toList();
  }

  List<String> stages() {
    return stages(LoweringTable.lowering().lower(program()));
  }

  List<String> stages(Placement placement) {
    Program program = program();
    try (Backend paper = new CudaBackend(new PaperDevice(), LoweringTable.lowering())) {
      MemoryPlan plan = placement.plan(program, paper.storage(program));
      return stages(LoweringTable.lowering().lower(program, plan));
    }
  }

  /** What one by one comes out comes out together too, to the bit, wherever values lie. */
  void assertSameBits(Placement... others) {
    List<double[]> alone = run(LoweringTable.lowering().withoutJoints(), Placement.separate());
    List<Placement> placements =
        new ArrayList<>(List.of(Placement.separate(), Placement.compact()));
    placements.addAll(List.of(others));
    for (Placement placement : placements) {
      List<double[]> together = run(LoweringTable.lowering(), placement);
      for (int i = 0; i < alone.size(); i++) {
        assertArrayEquals(alone.get(i), together.get(i), program().reads().get(i).toString());
      }
    }
  }

  private List<double[]> run(ProgramLowering lowering, Placement placement) {
    Program program = program();
    try (Backend twin = new CudaBackend(HostDevice.open(), lowering);
        Rig rig = new Rig(twin, program, placement)) {
      rig.write(sketch.numbers());
      rig.write(numbers);
      rig.run();
      return program.reads().stream().map(rig::read).toList();
    }
  }
}
