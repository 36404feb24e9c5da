package io.feedalign.backend.nd4j;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.backend.Backend;
import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Closeness;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Windows for which ND4J's own kernels are wrong or missing, all their oddities at once. */
class AwkwardWindowsTest {
  private static final double TOLERANCE = 1e-5;
  private static final Shape IMAGE = Shape.of(3, 4, 11, 9);
  private static final Geometry.Padding LOPSIDED = new Geometry.Padding(2, 0, 1, 3);

  private static Geometry window(Geometry.Padding padding, int dilation, int groups) {
    return new Geometry(
        new Geometry.Pair(3, 2),
        new Geometry.Pair(2, 3),
        padding,
        Geometry.Pair.square(dilation),
        groups);
  }

  private static Stream<Geometry> windows(int groups) {
    return Stream.of(
        window(Geometry.Padding.all(1), 2, groups),
        window(Geometry.Padding.all(0), 3, groups),
        window(LOPSIDED, 1, groups),
        window(LOPSIDED, 2, groups));
  }

  @TestFactory
  Stream<DynamicTest> convolutionsAgreeWithTheReference() {
    return Stream.of(1, 2, 4)
        .flatMap(AwkwardWindowsTest::windows)
        .map(window -> agrees(window, sketch -> convolve(sketch, window)));
  }

  @TestFactory
  Stream<DynamicTest> maxPoolingAgreesWithTheReference() {
    return windows(1).map(window -> agrees(window, sketch -> choose(sketch, window)));
  }

  @TestFactory
  Stream<DynamicTest> averagesAgreeWithTheReference() {
    return Stream.of(true, false)
        .flatMap(
            counted ->
                windows(1)
                    .map(window -> agrees(window, sketch -> average(sketch, window, counted))));
  }

  private static void convolve(Sketch sketch, Geometry window) {
    Shape weights = Shape.of(8, 4 / window.groups(), 3, 2);
    Value x = sketch.normal(Form.activation(IMAGE));
    Value weight = sketch.normal(Form.parameter(weights));
    Value signal = sketch.normal(Form.activation(window.outputShape(IMAGE, 8)));
    Emitter emit = sketch.emit();
    sketch.read(
        emit.conv2d(x, weight, window),
        emit.conv2dInputGrad(signal, weight, window, IMAGE),
        emit.conv2dWeightGrad(x, signal, window));
  }

  private static void choose(Sketch sketch, Geometry window) {
    Value x = sketch.normal(Form.activation(IMAGE));
    Value signal = sketch.normal(Form.activation(window.outputShape(IMAGE, 4)));
    List<Value> pooled = sketch.emit().write(new MaxPool(window), x);
    sketch.read(pooled.get(0));
    sketch.apply(new MaxPoolGrad(window, IMAGE), pooled.get(1), signal);
  }

  private static void average(Sketch sketch, Geometry window, boolean counted) {
    Value x = sketch.normal(Form.activation(IMAGE));
    Value signal = sketch.normal(Form.activation(window.outputShape(IMAGE, 4)));
    sketch.apply(new AvgPool(window, counted), x);
    sketch.apply(new AvgPoolGrad(window, counted, IMAGE), signal);
  }

  private static DynamicTest agrees(Geometry window, Consumer<Sketch> writer) {
    return dynamicTest(window.toString(), () -> check(writer));
  }

  private static void check(Consumer<Sketch> writer) {
    Sketch sketch = new Sketch();
    writer.accept(sketch);
    try (Backend nd4j = new Nd4jProvider().create(new Nd4jProvider().settings().defaults());
        Backend reference = new ReferenceBackend();
        Rig actual = Rig.on(nd4j, sketch);
        Rig expected = Rig.on(reference, sketch)) {
      expected.run();
      actual.run();
      actual.run(); // the second run finds what the first left in the working memory
      for (Value value : sketch.program().reads()) {
        Closeness.assertClose(
            value.toString(), expected.read(value), actual.read(value), TOLERANCE);
      }
    }
  }
}
