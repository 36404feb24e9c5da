package io.feedalign.backend.cuda.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.HostedBackends;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Clamp;
import io.feedalign.ir.Form;
import io.feedalign.ir.Op;
import io.feedalign.ir.Philox;
import io.feedalign.ir.Random;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Zeros, infinities and undefined numbers go the ways that they go in Java. */
class PointFormulasTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double[] ODD = {
    Double.NaN, INFINITY, -INFINITY, 0.0, -0.0, 1e-40, -1e-40, 1, -1, 3e38, -3e38, 0.3f
  };
  private static final Form FORM = Form.parameter(Shape.of(ODD.length * ODD.length));

  @BeforeAll
  static void needsACompiler() {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
  }

  private static double[] first() {
    double[] numbers = new double[ODD.length * ODD.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = ODD[i / ODD.length];
    }
    return numbers;
  }

  private static double[] second() {
    double[] numbers = new double[ODD.length * ODD.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = ODD[i % ODD.length];
    }
    return numbers;
  }

  private static double sign(double x) {
    return x == 0 ? 0.0 : Math.signum(x);
  }

  @Test
  void unaryFunctionsAreExact() {
    Map<Op, DoubleUnaryOperator> functions = new LinkedHashMap<>();
    functions.put(new Unary(Unary.Function.ABS), Math::abs);
    functions.put(new Unary(Unary.Function.SIGN), PointFormulasTest::sign);
    functions.put(new Unary(Unary.Function.RELU), x -> Math.max(x, 0.0));
    functions.put(new Unary(Unary.Function.POSITIVE), x -> x > 0 ? 1 : 0);
    functions.put(new Unary(Unary.Function.SQUARE), x -> (float) x * (float) x);
    functions.put(new Unary(Unary.Function.SQRT), x -> (float) Math.sqrt((float) x));
    functions.put(new Clamp(-0.5, INFINITY), x -> Math.max(x, -0.5));
    functions.put(new Clamp(-0.0, 1), x -> Math.min(Math.max(x, -0.0), 1));
    Sketch sketch = new Sketch();
    Value x = sketch.feed(FORM, first());
    Map<Value, DoubleUnaryOperator> results = new LinkedHashMap<>();
    functions.forEach((op, function) -> results.put(sketch.apply(op, x).get(0), function));
    Value whole = sketch.apply(new Cast(DType.I32), x).get(0);
    try (Backend backend = HostedBackends.open();
        Rig rig = Rig.on(backend, sketch)) {
      rig.run();
      results.forEach(
          (value, function) -> {
            double[] got = rig.read(value);
            for (int i = 0; i < got.length; i++) {
              float number = (float) first()[i];
              same(value + " of " + number, function.applyAsDouble(number), got[i]);
            }
          });
      double[] got = rig.read(whole);
      for (int i = 0; i < got.length; i++) {
        assertEquals((int) (float) first()[i], got[i]);
      }
    }
  }

  @Test
  void binaryFunctionsAreExact() {
    Map<Binary.Function, DoubleBinaryOperator> functions = new LinkedHashMap<>();
    functions.put(Binary.Function.ADD, (a, b) -> (float) a + (float) b);
    functions.put(Binary.Function.SUBTRACT, (a, b) -> (float) a - (float) b);
    functions.put(Binary.Function.MULTIPLY, (a, b) -> (float) a * (float) b);
    functions.put(Binary.Function.DIVIDE, (a, b) -> (float) a / (float) b);
    functions.put(Binary.Function.MAXIMUM, Math::max);
    functions.put(Binary.Function.MINIMUM, Math::min);
    functions.put(Binary.Function.RELU_GATE, (a, b) -> b > 0 ? a : 0);
    Sketch sketch = new Sketch();
    Value a = sketch.feed(FORM, first());
    Value b = sketch.feed(FORM, second());
    Map<Value, DoubleBinaryOperator> results = new LinkedHashMap<>();
    functions.forEach(
        (each, function) -> results.put(sketch.apply(new Binary(each), a, b).get(0), function));
    try (Backend backend = HostedBackends.open();
        Rig rig = Rig.on(backend, sketch)) {
      rig.run();
      results.forEach(
          (value, function) -> {
            double[] got = rig.read(value);
            for (int i = 0; i < got.length; i++) {
              float left = (float) first()[i];
              float right = (float) second()[i];
              String what = value + " of " + left + " and " + right;
              same(what, function.applyAsDouble(left, right), got[i]);
            }
          });
    }
  }

  @Test
  void randomNumbersHaveTheSameBitsFarIntoTheTails() {
    Form form = Form.parameter(Shape.of((1 << 20) + 3));
    long key = Philox.key(5, "noise");
    Sketch sketch = new Sketch();
    Value step = sketch.integer(-7);
    Value normal = sketch.apply(new Random(Random.Distribution.NORMAL, key, form), step).get(0);
    try (Backend backend = HostedBackends.open();
        Rig rig = Rig.on(backend, sketch)) {
      rig.run();
      float[] wanted = new float[(1 << 20) + 3];
      Philox.normals(key, -7, 0, wanted, wanted.length);
      double[] got = rig.read(normal);
      for (int i = 0; i < wanted.length; i++) {
        if (wanted[i] != got[i]) {
          assertEquals(wanted[i], got[i], "element " + i);
        }
      }
    }
  }

  private static void same(String what, double wanted, double got) {
    assertEquals(Float.floatToIntBits((float) wanted), Float.floatToIntBits((float) got), what);
  }
}
