package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.feedalign.ir.Binary;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Dot;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceAlgebraTest {

  private static final Form TWO_BY_THREE = Form.parameter(Shape.of(2, 3));

  private final Sketch sketch = new Sketch();
  private final Emitter emit = sketch.emit();

  private double[] run(Value result) {
    sketch.read(result);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      return rig.read(result);
    }
  }

  @Test
  void multipliesMatricesByHand() {
    Value a = sketch.feed(TWO_BY_THREE, 1, 2, 3, 4, 5, 6);
    Value b = sketch.feed(TWO_BY_THREE, 1, 0, 1, 10, 100, 1000);
    assertArrayEquals(new double[] {4, 3210, 10, 6540}, run(emit.matmulTransposedB(a, b)));
    double[] outer = {41, 400, 4001, 52, 500, 5002, 63, 600, 6003};
    assertArrayEquals(outer, run(emit.matmulTransposedA(a, b)));
    Value c = sketch.feed(Form.parameter(Shape.of(3, 1)), 1, 10, 100);
    assertArrayEquals(new double[] {321, 654}, run(emit.matmul(a, c)));
  }

  @Test
  void sumsAlongEachAxis() {
    Value x = sketch.feed(TWO_BY_THREE, 1, 2, 3, 4, 5, 6);
    assertArrayEquals(new double[] {21}, run(emit.sum(x)));
    assertArrayEquals(new double[] {5, 7, 9}, run(emit.sumToChannels(x)));
    assertArrayEquals(new double[] {6, 15}, run(emit.write(new Sum(0), x).get(0)));
    Value image = sketch.feed(Form.activation(Shape.of(1, 2, 1, 2)), 1, 2, 10, 20);
    assertArrayEquals(new double[] {3, 30}, run(emit.sumToChannels(image)));
    assertArrayEquals(new double[] {5, 500}, run(emit.write(new Dot(1), image, image).get(0)));
  }

  @Test
  void reshapeKeepsTheLogicalOrder() {
    Value image = sketch.feed(Form.activation(Shape.of(1, 2, 1, 2)), 1, 2, 10, 20);
    Value flat = emit.write(new Reshape(Form.parameter(Shape.of(1, 4))), image).get(0);
    assertArrayEquals(new double[] {1, 2, 10, 20}, run(flat));
  }

  @Test
  void vectorsLieAlongTheirAxis() {
    Value x = sketch.feed(TWO_BY_THREE, 1, 2, 3, 4, 5, 6);
    Value columns = sketch.feed(Form.parameter(Shape.of(3)), 10, 20, 30);
    Value rows = sketch.feed(Form.parameter(Shape.of(2)), 1, -1);
    assertArrayEquals(new double[] {11, 22, 33, 14, 25, 36}, run(emit.addChannels(x, columns)));
    assertArrayEquals(new double[] {1, 2, 3, -4, -5, -6}, run(emit.scaleAxis(x, rows, 0)));
  }

  @Test
  void bfloat16RoundsToTheNearestEven() {
    double step = 0x1p-7;
    double[] numbers = {1 + step / 2, 1 + 3 * step / 2, 1 + 0.51 * step, -1 - 0.49 * step};
    Value x = sketch.feed(Form.parameter(Shape.of(4)), numbers);
    double[] rounded = run(emit.write(new Cast(DType.BF16), x).get(0));
    assertArrayEquals(new double[] {1, 1 + 2 * step, 1 + step, -1}, rounded);
  }

  @Test
  void gatesAreDerivatives() {
    Map<Unary.Function, Binary.Function> gates =
        Map.of(
            Unary.Function.RELU, Binary.Function.RELU_GATE,
            Unary.Function.TANH, Binary.Function.TANH_GATE,
            Unary.Function.SIGMOID, Binary.Function.SIGMOID_GATE);
    gates.forEach(
        (function, gate) -> {
          Sketch own = new Sketch();
          Value x = own.normal(TWO_BY_THREE);
          Value signal = own.normal(TWO_BY_THREE);
          Value y = own.apply(new Unary(function), x).get(0);
          Value back = own.apply(new Binary(gate), signal, y).get(0);
          try (Rig rig = Rig.on(new ReferenceBackend(), own)) {
            rig.run();
            double[] pulled = rig.read(back);
            double[] wanted = new Differences(rig, y, rig.read(signal)).gradient(x);
            assertClose(gate.toString(), wanted, pulled, 1e-8);
          }
        });
  }
}
