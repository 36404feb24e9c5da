package io.feedalign.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.onednn.kernel.Epilogue;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EpilogueTest {
  private static Backend backend() {
    OneDnnProvider provider = new OneDnnProvider();
    return provider.create(provider.settings().defaults());
  }

  /** What a sketch ends with: a convolution or product y, then bias and ReLU. */
  private static Value biasedRelu(Sketch sketch, Value y) {
    Value bias = sketch.normal(Form.parameter(Shape.of(y.shape().size(1))));
    return sketch.emit().apply(Unary.Function.RELU, sketch.emit().addChannels(y, bias));
  }

  private static Value product(Sketch sketch, int rows, int inner, int columns) {
    Value x = sketch.normal(Form.parameter(Shape.of(rows, inner)));
    Value w = sketch.normal(Form.parameter(Shape.of(columns, inner)));
    return sketch.emit().matmulTransposedB(x, w);
  }

  private static Value convolution(Sketch sketch, Shape image, int channels, Geometry window) {
    Value x = sketch.normal(Form.activation(image));
    int inner = image.size(1) / window.groups();
    Shape weight = Shape.of(channels, inner, window.kernel().h(), window.kernel().w());
    return sketch.emit().conv2d(x, sketch.normal(Form.parameter(weight)), window);
  }

  /** The sketch's program with its last two instructions as one chain, as the compiler makes it. */
  private static Program chained(Program program) {
    List<Instruction> body = new ArrayList<>(program.body());
    Instruction relu = body.remove(body.size() - 1);
    Instruction add = body.remove(body.size() - 1);
    body.add(new Instruction(new Chain(List.of(add, relu)), add.inputs(), relu.outputs()));
    return program.withBody(body);
  }

  private static double[] bits(Sketch sketch, Program program, Value result) {
    try (Backend backend = backend();
        Rig rig = new Rig(backend, program, Placement.separate())) {
      rig.write(sketch.numbers());
      rig.run();
      return rig.read(result);
    }
  }

  /** Reading the convolution itself keeps it from being fused. */
  private static void assertSameBits(Function<Sketch, Value> linear) {
    Sketch apart = new Sketch();
    Value y = linear.apply(apart);
    Value result = biasedRelu(apart, y);
    apart.read(result, y);
    Sketch together = new Sketch();
    Value fused = biasedRelu(together, linear.apply(together));
    together.read(fused);
    Program chained = chained(together.program());
    int last = chained.body().size() - 2;
    assertTrue(Epilogue.after(last, chained, spread(chained)).isPresent(), "not fused");
    assertArrayEquals(
        bits(apart, chained(apart.program()), result), bits(together, chained, fused));
  }

  /** Every value at a place of its own. */
  private static MemoryPlan spread(Program program) {
    Map<Value, Place> places = new HashMap<>();
    for (Instruction step : program.body()) {
      for (List<Value> values : List.of(step.inputs(), step.outputs())) {
        for (Value value : values) {
          long bytes = 4 * value.shape().elements();
          places.putIfAbsent(value, new Place(Lifetime.SCRATCH, (long) places.size() << 30, bytes));
        }
      }
    }
    return new MemoryPlan(places, 0);
  }

  @Test
  void aFusedProductGivesTheSameBits() {
    for (int[] size : new int[][] {{128, 400, 120}, {128, 84, 10}, {1, 7, 3}, {33, 2000, 65}}) {
      assertSameBits(sketch -> product(sketch, size[0], size[1], size[2]));
    }
  }

  @Test
  void aFusedConvolutionGivesTheSameBits() {
    Geometry same = Geometry.square(5, 1, 2);
    assertSameBits(sketch -> convolution(sketch, Shape.of(16, 1, 28, 28), 6, same));
    Geometry valid = Geometry.square(5, 1, 0);
    assertSameBits(sketch -> convolution(sketch, Shape.of(16, 6, 14, 14), 16, valid));
    Geometry strided = Geometry.square(3, 2, 1);
    assertSameBits(sketch -> convolution(sketch, Shape.of(3, 64, 9, 9), 128, strided));
    Geometry wide = Geometry.square(3, 1, 1);
    assertSameBits(sketch -> convolution(sketch, Shape.of(2, 600, 7, 7), 33, wide));
    Geometry point = Geometry.square(1, 1, 0);
    assertSameBits(sketch -> convolution(sketch, Shape.of(2, 17, 7, 7), 5, point));
    Geometry large = Geometry.square(11, 4, 2);
    assertSameBits(sketch -> convolution(sketch, Shape.of(2, 3, 63, 63), 20, large));
  }

  @Test
  void aGroupedConvolutionGivesTheSameBits() {
    Geometry depthwise = Geometry.square(3, 1, 1).withGroups(24);
    assertSameBits(sketch -> convolution(sketch, Shape.of(2, 24, 8, 8), 24, depthwise));
    Geometry halves = Geometry.square(3, 1, 1).withGroups(2);
    assertSameBits(sketch -> convolution(sketch, Shape.of(2, 8, 8, 8), 12, halves));
  }

  @Test
  void anEpilogueMayBeABiasAlone() {
    Sketch sketch = new Sketch();
    Value y = product(sketch, 4, 5, 6);
    Value bias = sketch.normal(Form.parameter(Shape.of(6)));
    Value z = sketch.emit().addChannels(y, bias);
    sketch.read(z);
    Program program = sketch.program();
    assertEquals(
        new Epilogue(bias, false, z), Epilogue.after(0, program, spread(program)).orElseThrow());
  }

  @Test
  void aValueThatIsReadTwiceIsNotFusedAway() {
    Sketch sketch = new Sketch();
    Value y = product(sketch, 4, 5, 6);
    sketch.read(biasedRelu(sketch, y), sketch.emit().abs(y));
    Program program = sketch.program();
    assertFalse(Epilogue.after(0, program, spread(program)).isPresent());
  }

  @Test
  void aBiasAlongTheRowsIsNotFused() {
    Sketch sketch = new Sketch();
    Value y = product(sketch, 4, 5, 6);
    Value bias = sketch.normal(Form.parameter(Shape.of(4)));
    sketch.apply(new AxisAdd(0), y, bias);
    Program program = sketch.program();
    assertFalse(Epilogue.after(0, program, spread(program)).isPresent());
  }

  /** The planner may give the chain's output the place of the product's input, which dies first. */
  @Test
  void aResultInThePlaceOfAnInputIsNotFused() {
    Sketch sketch = new Sketch();
    Value z = biasedRelu(sketch, product(sketch, 4, 6, 6));
    sketch.read(z);
    Program program = chained(sketch.program());
    Map<Value, Place> places = new HashMap<>(spread(program).places());
    assertTrue(Epilogue.after(0, program, new MemoryPlan(places, 0)).isPresent());
    Value x = program.body().get(0).inputs().get(0);
    places.put(z, new MemoryPlan(places, 0).of(x));
    assertFalse(Epilogue.after(0, program, new MemoryPlan(places, 0)).isPresent());
  }
}
