package io.feedalign.backend.cpu;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A projected error that is gated while it is stored. */
class GatedProductTest {
  private static final Shape IMAGES = Shape.of(40, 6, 13, 11);

  private static Value images(Sketch sketch, Value error, Value feedback) {
    return sketch.emit().reshape(sketch.emit().matmul(error, feedback), IMAGES);
  }

  private static Value random(Sketch sketch, int terms) {
    Value error = sketch.normal(Form.parameter(Shape.of(IMAGES.size(0), terms)));
    int units = Math.toIntExact(IMAGES.elementsPerRow());
    return images(sketch, error, sketch.normal(Form.parameter(Shape.of(terms, units))));
  }

  private static Value gate(Sketch sketch, Value signal, Value activity) {
    return sketch.emit().apply(Binary.Function.RELU_GATE, signal, activity);
  }

  /** Everything after the product and its reshape as one chain. */
  private static Program chained(Sketch sketch, Value... outputs) {
    List<Instruction> body = new ArrayList<>(sketch.program().body());
    List<Instruction> steps = body.subList(2, body.size());
    List<Value> made = steps.stream().flatMap(step -> step.outputs().stream()).toList();
    List<Value> inputs =
        steps.stream()
            .flatMap(step -> step.inputs().stream())
            .filter(input -> !made.contains(input))
            .distinct()
            .toList();
    Instruction chain = new Instruction(new Chain(List.copyOf(steps)), inputs, List.of(outputs));
    return sketch.program().withBody(List.of(body.get(0), body.get(1), chain));
  }

  private static double[] run(Backend backend, Sketch sketch, Program program, Value result) {
    try (backend;
        Rig rig = new Rig(backend, program, Placement.separate())) {
      rig.write(sketch.numbers());
      rig.run();
      return rig.read(result);
    }
  }

  private static void assertAgrees(Sketch sketch, Program program, Value result) {
    assertClose(
        result.name(),
        run(new ReferenceBackend(), sketch, program, result),
        run(new JavaBackend(2), sketch, program, result),
        1e-6);
  }

  /** The sum reads the product too, so that it is stored in a register and gated afterwards. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 32})
  void theBitsAreThoseOfGatingAfterwards(int terms) {
    Sketch together = new Sketch();
    Value product = random(together, terms);
    Value gated = gate(together, product, together.normal(Form.activation(IMAGES)));
    together.read(gated);
    Sketch apart = new Sketch();
    Value plain = random(apart, terms);
    Value later = gate(apart, plain, apart.normal(Form.activation(IMAGES)));
    Value sum = apart.emit().add(plain, later);
    apart.read(later, sum);
    Program chain = chained(apart, later, sum);
    assertArrayEquals(
        run(new JavaBackend(2), apart, chain, later),
        run(new JavaBackend(2), together, together.program(), gated));
    assertAgrees(together, together.program(), gated);
    assertAgrees(apart, chain, sum);
  }

  @Test
  void whatFollowsTheGateIsComputedFromTheGated() {
    Sketch sketch = new Sketch();
    Value h = sketch.normal(Form.activation(IMAGES));
    Value result = sketch.emit().multiply(gate(sketch, random(sketch, 10), h), h);
    sketch.read(result);
    assertAgrees(sketch, chained(sketch, result), result);
  }

  @Test
  void aProductMayBeTheGateOrBoth() {
    Sketch other = new Sketch();
    Value passed = gate(other, other.normal(Form.activation(IMAGES)), random(other, 10));
    other.read(passed);
    assertAgrees(other, other.program(), passed);
    Sketch both = new Sketch();
    Value product = random(both, 10);
    Value positive = gate(both, product, product);
    both.read(positive);
    assertAgrees(both, both.program(), positive);
  }

  @Test
  void infiniteProductsPassWholeOrNotAtAll() {
    int rows = IMAGES.size(0);
    int units = Math.toIntExact(IMAGES.elementsPerRow());
    double[] errors = new double[rows * 5];
    Arrays.fill(errors, 1);
    errors[5] = Double.POSITIVE_INFINITY;
    errors[14] = Double.NEGATIVE_INFINITY;
    double[] ones = new double[5 * units];
    Arrays.fill(ones, 1);
    Sketch sketch = new Sketch();
    Value error = sketch.feed(Form.parameter(Shape.of(rows, 5)), errors);
    Value feedback = sketch.feed(Form.parameter(Shape.of(5, units)), ones);
    Value h = sketch.normal(Form.activation(IMAGES));
    Value gated = gate(sketch, images(sketch, error, feedback), h);
    sketch.read(gated);
    double[] activity = sketch.numbers().get(h);
    double[] found = run(new JavaBackend(2), sketch, sketch.program(), gated);
    double[] expected = new double[found.length];
    for (int i = 0; i < found.length; i++) {
      double signal = i / units == 1 ? errors[5] : i / units == 2 ? errors[14] : 5;
      expected[i] = activity[i] > 0 ? signal : 0;
      found[i] += 0.0; // the zero that the factor has the sign of
    }
    assertArrayEquals(expected, found);
  }

  /** Few terms allow long tiles, but operands beside the product are repeated for one tile. */
  @Test
  void fewTermsMakeNoTileLongerThanOtherOperands() {
    Shape wide = Shape.of(8, 3, 40, 40);
    Sketch sketch = new Sketch();
    Value error = sketch.normal(Form.parameter(Shape.of(8, 2)));
    Value feedback = sketch.normal(Form.parameter(Shape.of(2, 4800)));
    Value product = sketch.emit().reshape(sketch.emit().matmul(error, feedback), wide);
    Value scales = sketch.normal(Form.parameter(Shape.of(3)));
    Value signal = gate(sketch, product, sketch.normal(Form.activation(wide)));
    Value result = sketch.emit().scaleAxis(signal, scales, 1);
    sketch.read(result);
    assertAgrees(sketch, chained(sketch, result), result);
  }
}
