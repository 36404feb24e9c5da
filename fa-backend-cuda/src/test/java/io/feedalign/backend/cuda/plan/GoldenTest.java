package io.feedalign.backend.cuda.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.feedalign.ir.Affine;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Columns;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Fill;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.OneHot;
import io.feedalign.ir.Program;
import io.feedalign.ir.Random;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Sketch;
import org.junit.jupiter.api.Test;

/** The text of kernels is as it was when somebody read it. */
class GoldenTest {
  private static final Form IMAGE = Form.activation(Shape.of(8, 16, 6, 6));

  private static void activation(Sketch sketch, Form form) {
    Emitter emit = sketch.emit();
    Value x = sketch.normal(form);
    Value bias = sketch.normal(Form.parameter(Shape.of(form.shape().size(1))));
    Value y = emit.apply(Unary.Function.RELU, emit.addChannels(x, bias));
    Value signal = sketch.normal(form);
    sketch.read(y, emit.apply(Binary.Function.RELU_GATE, signal, y));
  }

  static void momentum(Sketch sketch, Form form) {
    Emitter emit = sketch.emit();
    double[] zeros = new double[(int) form.shape().elements()];
    Value weight = sketch.state(form, zeros);
    Value momentum = sketch.state(form, zeros);
    Value next = emit.add(emit.scale(momentum, 0.9), sketch.normal(form));
    emit.assign(momentum, next);
    emit.assign(weight, emit.subtract(weight, emit.multiply(next, sketch.scalar(0.1))));
  }

  @Test
  void aChainIsOneKernel() {
    Sketch sketch = new Sketch();
    activation(sketch, IMAGE);
    Golden.check("chain", Chains.of(sketch.program()));
  }

  @Test
  void brainFloatsGoEightAtATime() {
    Sketch sketch = new Sketch();
    activation(sketch, IMAGE.withType(DType.BF16));
    Golden.check("chain-bf16", Chains.of(sketch.program()));
  }

  @Test
  void oddSizesAndStatesAreAChainToo() {
    Sketch sketch = new Sketch();
    momentum(sketch, Form.parameter(Shape.of(5, 3, 3, 3)));
    Golden.check("momentum", Chains.of(sketch.program()));
  }

  @Test
  void singleOperationsAreKernels() {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(IMAGE);
    sketch.apply(new Affine(1, -0.25), x);
    sketch.emit().assign(sketch.state(Form.integers(Shape.SCALAR), 0), sketch.integer(3));
    sketch.read(sketch.emit().cast(x, DType.BF16), sketch.emit().cast(x, DType.I32));
    sketch.read(sketch.emit().scaleAxis(x, sketch.normal(Form.parameter(Shape.of(8))), 0));
    sketch.read(sketch.emit().clamp(x, 0, Double.POSITIVE_INFINITY));
    Golden.check("single", sketch.program());
  }

  @Test
  void numbersAreMadeAndMoved() {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(IMAGE);
    sketch.apply(new Reshape(Form.parameter(Shape.of(8, 576))), x);
    sketch.apply(new Reshape(Form.activation(Shape.of(8, 16, 9, 4))), x);
    sketch.apply(new Reshape(Form.activation(Shape.of(8, 9, 16, 4))), x);
    sketch.apply(new Columns(2, 5), sketch.normal(Form.parameter(Shape.of(6, 9))));
    sketch.apply(new OneHot(10), sketch.targets(7, 10));
    sketch.apply(new Fill(0.1, IMAGE.withType(DType.BF16)));
    Value step = sketch.integer(0);
    sketch.apply(new Random(Random.Distribution.NORMAL, 77, IMAGE), step);
    sketch.apply(new Random(Random.Distribution.UNIFORM, -1, Form.SCALAR), step);
    Golden.check("moves", sketch.program());
  }

  @Test
  void libraryCallsStandBetweenKernels() {
    Sketch sketch = new Sketch();
    Emitter emit = sketch.emit();
    Value x = sketch.normal(IMAGE);
    Value weight = sketch.normal(Form.parameter(Shape.of(4, 16, 3, 3)));
    Value y = emit.apply(Unary.Function.RELU, emit.conv2d(x, weight, Geometry.square(3, 1, 1)));
    Value rows = emit.reshape(y, Shape.of(8, 144));
    sketch.read(emit.matmulTransposedB(rows, sketch.normal(Form.parameter(Shape.of(10, 144)))));
    Golden.check("library", sketch.program());
  }

  @Test
  void equalProgramsGiveEqualText() {
    Sketch first = new Sketch();
    momentum(first, IMAGE);
    Sketch second = new Sketch();
    second.scalar(7); // the same values with other ids
    momentum(second, IMAGE);
    assertEquals(source(Chains.of(first.program())), source(Chains.of(second.program())));
    Sketch other = new Sketch();
    momentum(other, Form.parameter(Shape.of(9)));
    assertNotEquals(source(Chains.of(first.program())), source(Chains.of(other.program())));
  }

  @Test
  void equalKernelsAreDefinedOnce() {
    Sketch sketch = new Sketch();
    for (int i = 0; i < 3; i++) {
      sketch.read(sketch.emit().abs(sketch.normal(IMAGE)));
    }
    Lowered lowered = LoweringTable.lowering().lower(sketch.program());
    assertEquals(3, lowered.stages().size());
    assertEquals(1, lowered.source().split("\nKERNEL_", -1).length - 1);
  }

  private static String source(Program program) {
    return LoweringTable.lowering().lower(program).source();
  }
}
