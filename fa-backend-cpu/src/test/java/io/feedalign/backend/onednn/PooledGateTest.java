package io.feedalign.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.nd4j.Nd4jProvider;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A ReLU's gate before the spreading of a max pooling gives the bits that it gives after it. */
class PooledGateTest {
  /** A backend, a type of numbers, a window, and how many channels. */
  record Case(String name, Supplier<Backend> backend, DType type, Geometry window, int channels) {
    @Override
    public String toString() {
      return name + " " + type + " " + window.kernel() + window.stride() + window.padding();
    }
  }

  static Stream<Case> cases() {
    OneDnnProvider onednn = new OneDnnProvider();
    Nd4jProvider nd4j = new Nd4jProvider();
    Supplier<Backend> fast = () -> onednn.create(onednn.settings().defaults());
    return Stream.of(Geometry.square(2, 2, 0), Geometry.square(3, 2, 0), Geometry.square(3, 2, 1))
        .flatMap(
            window ->
                Stream.of(
                    new Case("reference", ReferenceBackend::new, DType.F32, window, 5),
                    new Case("reference", ReferenceBackend::new, DType.BF16, window, 5),
                    new Case("onednn", fast, DType.F32, window, 6),
                    new Case("onednn", fast, DType.F32, window, 17),
                    new Case("onednn", fast, DType.BF16, window, 6),
                    new Case("onednn", fast, DType.BF16, window, 32),
                    new Case(
                        "nd4j",
                        () -> nd4j.create(nd4j.settings().defaults()),
                        DType.F32,
                        window,
                        6)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ofRandomNumbers(Case each) {
    SplittableRandom random = new SplittableRandom(1);
    assertSame(each, () -> random.nextDouble(-2, 2), () -> random.nextDouble(-1, 1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ofTiesAndZeros(Case each) {
    SplittableRandom random = new SplittableRandom(2);
    assertSame(each, () -> random.nextInt(-2, 3), () -> random.nextInt(-1, 2));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ofWhatIsInfinite(Case each) {
    SplittableRandom random = new SplittableRandom(3);
    double[] some = {Double.POSITIVE_INFINITY, 0, -1, 1, Double.NEGATIVE_INFINITY};
    assertSame(each, () -> some[random.nextInt(5)], () -> some[random.nextInt(4)]);
    assertSame(each, () -> Double.NEGATIVE_INFINITY, () -> random.nextDouble(-1, 1));
  }

  /** What isn't a number isn't above zero; backends need not agree on that, nor on who won. */
  @ParameterizedTest
  @MethodSource("cases")
  void ofWhatIsNotANumber(Case each) {
    assumeTrue(each.name.equals("reference"));
    SplittableRandom random = new SplittableRandom(4);
    double[] some = {Double.NaN, Double.NEGATIVE_INFINITY, 1};
    assertSame(each, () -> some[random.nextInt(3)], () -> some[random.nextInt(3)]);
    assertSame(each, () -> Double.NaN, () -> random.nextDouble(-1, 1));
  }

  private interface Numbers {
    double next();

    default double[] fill(Shape shape) {
      double[] numbers = new double[(int) shape.elements()];
      Arrays.setAll(numbers, i -> next());
      return numbers;
    }
  }

  /** With a ReLU before, as in networks, and without. */
  private static void assertSame(Case each, Numbers images, Numbers signals) {
    Shape shape = Shape.of(3, each.channels, 13, 10);
    Shape small = each.window.outputShape(shape, each.channels);
    Sketch sketch = new Sketch();
    Value z = given(sketch, shape, images, each.type);
    Value signal = given(sketch, small, signals, each.type);
    Value activity = sketch.emit().apply(Unary.Function.RELU, z);
    for (Value x : List.of(z, activity)) {
      List<Value> pooled = sketch.emit().write(new MaxPool(each.window), x);
      MaxPoolGrad adjoint = new MaxPoolGrad(each.window, shape);
      Value spread = sketch.emit().write(adjoint, pooled.get(1), signal).get(0);
      Value after = sketch.emit().apply(Binary.Function.RELU_GATE, spread, x);
      Value gated = sketch.emit().apply(Binary.Function.RELU_GATE, signal, pooled.get(0));
      Value before = sketch.emit().write(adjoint, pooled.get(1), gated).get(0);
      sketch.read(after, before);
    }
    try (Backend backend = each.backend.get();
        Rig rig = Rig.on(backend, sketch)) {
      rig.run();
      List<Value> reads = sketch.program().reads();
      for (int i = 0; i < reads.size(); i += 2) {
        assertArrayEquals(read(rig, reads.get(i)), read(rig, reads.get(i + 1)));
      }
    }
  }

  private static Value given(Sketch sketch, Shape shape, Numbers numbers, DType type) {
    Value whole = sketch.feed(Form.activation(shape), numbers.fill(shape));
    return sketch.emit().cast(whole, type);
  }

  /** A closed gate may write the zero that its signal has the sign of. */
  private static double[] read(Rig rig, Value value) {
    return Arrays.stream(rig.read(value)).map(number -> number + 0.0).toArray();
  }
}
