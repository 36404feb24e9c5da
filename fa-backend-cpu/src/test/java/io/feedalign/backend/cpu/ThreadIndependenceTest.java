package io.feedalign.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.AxisMul;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Dot;
import io.feedalign.ir.Form;
import io.feedalign.ir.Op;
import io.feedalign.ir.Random;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadIndependenceTest {
  // Large enough that every kernel cuts its work into several parts.
  private static final Shape IMAGES = Shape.of(37, 13, 29, 31);

  /** The bits that a program of one operation gives on a number of threads. */
  private static double[] bits(int threads, Function<Sketch, List<Value>> program) {
    Sketch sketch = new Sketch();
    List<Value> outputs = program.apply(sketch);
    try (JavaBackend backend = new JavaBackend(threads);
        Rig rig = Rig.on(backend, sketch)) {
      rig.run();
      return outputs.stream().flatMapToDouble(v -> java.util.Arrays.stream(rig.read(v))).toArray();
    }
  }

  private static void assertSame(int threads, Function<Sketch, List<Value>> program) {
    assertArrayEquals(bits(1, program), bits(threads, program));
  }

  private static List<Value> onImages(Sketch sketch, Op op) {
    return sketch.apply(op, sketch.normal(Form.activation(IMAGES)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void sumsDoNotDependOnThreads(int threads) {
    for (int axis : new int[] {Sum.ALL, 0, 1}) {
      assertSame(threads, sketch -> onImages(sketch, new Sum(axis)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void innerProductsDoNotDependOnThreads(int threads) {
    for (int axis : new int[] {Sum.ALL, 0, 1}) {
      assertSame(
          threads,
          sketch ->
              sketch.apply(
                  new Dot(axis),
                  sketch.normal(Form.activation(IMAGES)),
                  sketch.normal(Form.activation(IMAGES))));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void pointwiseOperationsDoNotDependOnThreads(int threads) {
    Form parameter = Form.parameter(IMAGES);
    Form vector = Form.parameter(Shape.of(13));
    assertSame(threads, sketch -> onImages(sketch, new Unary(Unary.Function.TANH)));
    assertSame(
        threads,
        sketch -> sketch.apply(new AxisAdd(1), sketch.normal(parameter), sketch.normal(vector)));
    assertSame(
        threads,
        sketch ->
            sketch.apply(
                new AxisMul(1), sketch.normal(Form.activation(IMAGES)), sketch.normal(vector)));
    assertSame(
        threads,
        sketch ->
            sketch.apply(
                new Binary(Binary.Function.DIVIDE), sketch.normal(parameter), sketch.scalar(3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void lossesReorderingsAndRandomNumbersDoNotDependOnThreads(int threads) {
    assertSame(
        threads,
        sketch ->
            sketch.apply(
                new SoftmaxCrossEntropy(),
                sketch.normal(Form.parameter(Shape.of(301, 101))),
                sketch.targets(301, 101)));
    Form flat = new Form(Shape.of(37, 13 * 29 * 31), Form.SCALAR.type(), Layout.ROW_MAJOR);
    assertSame(threads, sketch -> onImages(sketch, new Reshape(flat)));
    assertSame(
        threads,
        sketch ->
            sketch.apply(
                new Random(Random.Distribution.NORMAL, 7, Form.activation(IMAGES)),
                sketch.integer(3)));
  }
}
