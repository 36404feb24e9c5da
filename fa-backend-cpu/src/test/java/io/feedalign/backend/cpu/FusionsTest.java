package io.feedalign.backend.cpu;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.backend.Backend;
import io.feedalign.error.FaException;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Form;
import io.feedalign.ir.Program;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several instructions in one pass over memory, against the same instructions by themselves. The
 * backend here has no kernel for products, so that a product runs in a pass or not at all.
 */
class FusionsTest {
  /** Small, odd and large shapes; with fewer, equal and more columns than a tile takes. */
  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(Shape.of(7, 3, 4, 5), 1),
        Arguments.of(Shape.of(4, 2, 1, 3), 2),
        Arguments.of(Shape.of(9, 6, 13, 11), 3),
        Arguments.of(Shape.of(35, 10, 9, 8), 10),
        Arguments.of(Shape.of(40, 32, 17, 19), 6),
        Arguments.of(Shape.of(33, 700, 2, 3), 32),
        Arguments.of(Shape.of(128, 16, 16, 16), 10));
  }

  /** Writes {@code gate(images(error feedback), h)} and its sums over all but the channels. */
  private static List<Value> projected(Sketch sketch, Shape shape, int terms) {
    int units = Math.toIntExact(shape.elementsPerRow());
    Value error = sketch.normal(Form.parameter(Shape.of(shape.size(0), terms)));
    Value feedback = sketch.normal(Form.parameter(Shape.of(terms, units)));
    Value h = sketch.normal(Form.activation(shape));
    Value images = sketch.emit().reshape(sketch.emit().matmul(error, feedback), shape);
    Value signal = sketch.emit().apply(Binary.Function.RELU_GATE, images, h);
    List<Value> read = List.of(signal, sketch.emit().sumToChannels(signal));
    sketch.read(read.toArray(Value[]::new));
    return read;
  }

  private static List<double[]> run(Backend backend, Sketch sketch, List<Value> read) {
    try (backend;
        Rig rig = new Rig(backend, sketch.program(), Placement.separate())) {
      rig.write(sketch.numbers());
      rig.run();
      List<double[]> first = new ArrayList<>();
      read.forEach(value -> first.add(rig.read(value)));
      rig.run();
      for (int i = 0; i < first.size(); i++) {
        assertArrayEquals(first.get(i), rig.read(read.get(i)), "once more");
      }
      return first;
    }
  }

  private static void assertAgrees(Sketch sketch, List<Value> read) {
    List<double[]> expected = run(new ReferenceBackend(), sketch, read);
    List<double[]> one = run(new JavaBackend(1), sketch, read);
    List<double[]> three = run(new JavaBackend(3), sketch, read);
    for (int i = 0; i < read.size(); i++) {
      assertClose(read.get(i).name(), expected.get(i), one.get(i), 1e-6);
      assertArrayEquals(one.get(i), three.get(i), "threads do not matter");
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void projectedImagesAreGatedAndSummedInOnePass(Shape shape, int terms) {
    Sketch sketch = new Sketch();
    assertAgrees(sketch, projected(sketch, shape, terms));
  }

  @Test
  void feedbackThatChangedIsUsedAsItIsNow() {
    Sketch sketch = new Sketch();
    Shape shape = Shape.of(35, 10, 9, 8);
    Value signal = projected(sketch, shape, 10).get(0);
    Map<Value, double[]> numbers = new LinkedHashMap<>(sketch.numbers());
    try (Backend backend = new JavaBackend(2);
        Rig rig = new Rig(backend, sketch.program(), Placement.separate())) {
      rig.write(numbers);
      rig.run();
      final double[] before = rig.read(signal);
      numbers.forEach(
          (value, all) -> {
            if (value.shape().equals(Shape.of(10, 720))) {
              numbers.put(value, Arrays.stream(all).map(x -> -x).toArray());
            }
          });
      rig.write(numbers);
      rig.run();
      // The gate writes the zero that its factor has the sign of: only signs of zeros may differ.
      assertArrayEquals(
          Arrays.stream(before).map(x -> 0 - x).toArray(),
          Arrays.stream(rig.read(signal)).map(x -> x + 0.0).toArray());
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theyAreStoredWhereNothingPointwiseFollows(Shape shape, int terms) {
    Sketch sketch = new Sketch();
    int units = Math.toIntExact(shape.elementsPerRow());
    Value error = sketch.normal(Form.parameter(Shape.of(shape.size(0), terms)));
    Value feedback = sketch.normal(Form.parameter(Shape.of(terms, units)));
    Value images = sketch.emit().reshape(sketch.emit().matmul(error, feedback), shape);
    sketch.read(images);
    assertAgrees(sketch, List.of(images));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatAChainStoresIsSummedOnTheWay(Shape shape, int unused) {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(Form.activation(shape));
    Value y = sketch.emit().apply(Unary.Function.TANH, x);
    Value sums = sketch.emit().sumToChannels(y);
    sketch.read(y, sums);
    assertAgrees(sketch, List.of(y, sums));
  }

  /** Each reason why a product must be computed by itself. */
  @Test
  void productsThatOthersReadOrOfManyTermsAreLeftAlone() {
    Shape shape = Shape.of(40, 3, 4, 5);
    Sketch many = new Sketch();
    projected(many, shape, 33);
    assertNoKernel(many.program());
    Sketch tall = new Sketch();
    projected(tall, Shape.of(10, 3, 4, 5), 10);
    assertNoKernel(tall.program());
    Sketch shared = new Sketch();
    Value error = shared.normal(Form.parameter(Shape.of(40, 5)));
    Value feedback = shared.normal(Form.parameter(Shape.of(5, 60)));
    Value product = shared.emit().matmul(error, feedback);
    shared.read(product, shared.emit().reshape(product, shape));
    assertNoKernel(shared.program());
  }

  private static void assertNoKernel(Program program) {
    try (Backend backend = new JavaBackend(1)) {
      FaException none =
          assertThrows(
              FaException.class, () -> new Rig(backend, program, Placement.separate()).close());
      assertEquals(true, none.getMessage().contains("Gemm"), none.getMessage());
    }
  }
}
