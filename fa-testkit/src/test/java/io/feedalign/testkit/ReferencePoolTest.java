package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencePoolTest {

  @Test
  void amongEqualsTheFirstWins() {
    Sketch sketch = new Sketch();
    Value x = sketch.feed(Form.activation(Shape.of(1, 1, 2, 4)), 1, 5, -2, -2, 5, 5, -2, -3);
    List<Value> pooled = sketch.emit().write(new MaxPool(Geometry.square(2, 2, 0)), x);
    Value signal = sketch.feed(Form.activation(Shape.of(1, 1, 1, 2)), 10, 100);
    Value back =
        sketch
            .apply(new MaxPoolGrad(Geometry.square(2, 2, 0), x.shape()), pooled.get(1), signal)
            .get(0);
    sketch.read(pooled.get(0));
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      assertArrayEquals(new double[] {5, -2}, rig.read(pooled.get(0)));
      assertArrayEquals(new double[] {0, 10, 100, 0, 0, 0, 0, 0}, rig.read(back));
    }
  }

  @Test
  void paddingNeverWinsAMaximum() {
    Sketch sketch = new Sketch();
    Value x = sketch.feed(Form.activation(Shape.of(1, 1, 1, 1)), -7);
    Value y = sketch.emit().write(new MaxPool(Geometry.square(3, 1, 1)), x).get(0);
    sketch.read(y);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      assertArrayEquals(new double[] {-7}, rig.read(y));
    }
  }

  @Test
  void paddingCountsInAnAverageOnlyIfAsked() {
    Sketch sketch = new Sketch();
    Value x = sketch.feed(Form.activation(Shape.of(1, 1, 2, 2)), 4, 8, 12, 16);
    Geometry window = Geometry.square(2, 2, 1);
    Value counted = sketch.apply(new AvgPool(window, true), x).get(0);
    Value covered = sketch.apply(new AvgPool(window, false), x).get(0);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      assertArrayEquals(new double[] {1, 2, 3, 4}, rig.read(counted));
      assertArrayEquals(new double[] {4, 8, 12, 16}, rig.read(covered));
    }
  }

  static Stream<PoolCases.Pooling> poolings() {
    return PoolCases.poolings().stream();
  }

  @ParameterizedTest
  @MethodSource("poolings")
  void maxPoolGradIsTheDerivative(PoolCases.Pooling pooling) {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(Form.activation(pooling.x()));
    List<Value> pooled = sketch.emit().write(new MaxPool(pooling.geometry()), x);
    Value signal = sketch.normal(Form.activation(pooling.y()));
    Value back =
        sketch
            .apply(new MaxPoolGrad(pooling.geometry(), pooling.x()), pooled.get(1), signal)
            .get(0);
    sketch.read(pooled.get(0));
    assertDerivative(sketch, x, pooled.get(0), back);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void averagePoolGradIsTheDerivative(boolean countPadding) {
    for (PoolCases.Pooling pooling : PoolCases.poolings()) {
      Sketch sketch = new Sketch();
      Value x = sketch.normal(Form.activation(pooling.x()));
      Value y = sketch.apply(new AvgPool(pooling.geometry(), countPadding), x).get(0);
      Value signal = sketch.normal(Form.activation(pooling.y()));
      Value back =
          sketch
              .apply(new AvgPoolGrad(pooling.geometry(), countPadding, pooling.x()), signal)
              .get(0);
      assertDerivative(sketch, x, y, back);
    }
  }

  private static void assertDerivative(Sketch sketch, Value x, Value y, Value back) {
    Value signal = sketch.program().feeds().get(1);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      double[] pulled = rig.read(back);
      assertClose("pooling", new Differences(rig, y, rig.read(signal)).gradient(x), pulled, 1e-8);
    }
  }
}
