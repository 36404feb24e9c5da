package io.feedalign.backend.onednn.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.onednn.OneDnnProvider;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The adjoint of max pooling for few channels, in Java, beside oneDNN's for many. */
class WinnerKernelTest {
  private static final int MANY = 8;
  private static final double[] STRANGE = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, 1e-41
  };

  static Stream<Arguments> cases() {
    return Stream.of(
            Arguments.of(Geometry.square(2, 2, 0), Shape.of(128, 6, 28, 28)),
            Arguments.of(Geometry.square(2, 2, 0), Shape.of(33, 5, 29, 29)),
            Arguments.of(Geometry.square(2, 2, 0), Shape.of(1, 1, 2, 2)),
            Arguments.of(Geometry.square(2, 2, 0), Shape.of(2, 7, 400, 3)),
            Arguments.of(Geometry.square(2, 2, 0), Shape.of(2, 7, 3, 900)),
            Arguments.of(Geometry.square(3, 3, 0), Shape.of(16, 3, 32, 32)),
            Arguments.of(Geometry.square(2, 3, 0), Shape.of(40, 4, 11, 13)),
            Arguments.of(Geometry.square(1, 1, 0), Shape.of(2, 3, 3, 3)),
            Arguments.of(lopsided(), Shape.of(9, 6, 14, 11)),
            Arguments.of(Geometry.square(15, 15, 0), Shape.of(5, 2, 15, 31)))
        .flatMap(
            each ->
                Stream.of(DType.F32, DType.BF16)
                    .map(type -> Arguments.of(each.get()[0], each.get()[1], type)));
  }

  private static Geometry lopsided() {
    return new Geometry(
        new Geometry.Pair(3, 1),
        new Geometry.Pair(4, 2),
        Geometry.Padding.all(0),
        Geometry.Pair.square(1),
        1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fewChannelsGetTheBitsThatTheyGetAmongMany(Geometry window, Shape few, DType type) {
    Shape many = Shape.of(few.size(0), MANY, few.size(2), few.size(3));
    assertTrue(PoolKernels.inJava(new MaxPoolGrad(window, few)));
    assertFalse(PoolKernels.inJava(new MaxPoolGrad(window, many)));
    double[] x = ties(few);
    double[] signal = signals(window.outputShape(few, few.size(1)));
    double[] among = spread(window, many, type, widened(x, few), widened(signal, few));
    double[] alone = spread(window, few, type, x, signal);
    assertArrayEquals(widened(alone, few), zeroBeyond(among, few));
    assertTrue(Arrays.stream(alone).anyMatch(number -> number != 0), "something arrives");
  }

  /** Few different numbers, and some that aren't; the first channel is nothing else. */
  private static double[] ties(Shape shape) {
    SplittableRandom random = new SplittableRandom(3);
    double[] numbers = new double[(int) shape.elements()];
    for (int i = 0; i < numbers.length; i++) {
      boolean strange = random.nextInt(9) == 0;
      numbers[i] = strange ? strange(random) : random.nextInt(-2, 3);
    }
    int first = shape.size(2) * shape.size(3) / 2;
    Arrays.fill(numbers, 0, first, Double.NaN);
    Arrays.fill(numbers, first, 2 * first, Double.NEGATIVE_INFINITY);
    return numbers;
  }

  private static double[] signals(Shape shape) {
    SplittableRandom random = new SplittableRandom(4);
    double[] numbers = new double[(int) shape.elements()];
    Arrays.setAll(
        numbers, i -> i % 13 == 5 ? strange(random) : Math.round(64 * random.nextDouble()) / 32.0);
    return numbers;
  }

  private static double strange(SplittableRandom random) {
    return STRANGE[random.nextInt(STRANGE.length)];
  }

  /** The same channels, and others of zeros. */
  private static double[] widened(double[] numbers, Shape few) {
    int plane = numbers.length / few.size(0) / few.size(1);
    double[] wide = new double[few.size(0) * MANY * plane];
    for (int n = 0; n < few.size(0); n++) {
      int from = n * few.size(1) * plane;
      System.arraycopy(numbers, from, wide, n * MANY * plane, few.size(1) * plane);
    }
    return wide;
  }

  private static double[] zeroBeyond(double[] wide, Shape few) {
    int plane = few.size(2) * few.size(3);
    double[] kept = wide.clone();
    for (int n = 0; n < few.size(0); n++) {
      Arrays.fill(kept, (n * MANY + few.size(1)) * plane, (n + 1) * MANY * plane, 0);
    }
    return kept;
  }

  private static double[] spread(
      Geometry window, Shape image, DType type, double[] x, double[] signal) {
    Sketch sketch = new Sketch();
    Value given = sketch.emit().cast(sketch.feed(Form.activation(image), x), type);
    List<Value> pooled = sketch.emit().write(new MaxPool(window), given);
    Form small = Form.activation(window.outputShape(image, image.size(1)));
    Value arriving = sketch.emit().cast(sketch.feed(small, signal), type);
    Value result = sketch.apply(new MaxPoolGrad(window, image), pooled.get(1), arriving).get(0);
    OneDnnProvider provider = new OneDnnProvider();
    try (Backend backend = provider.create(provider.settings().defaults());
        Rig rig = Rig.on(backend, sketch)) {
      rig.run();
      double[] once = rig.read(result);
      rig.run();
      assertArrayEquals(once, rig.read(result), "once more");
      return once;
    }
  }

  @Test
  void windowsThatOverlapOrLeaveTheImageAreLeftToOneDnn() {
    Shape image = Shape.of(2, 3, 9, 9);
    Geometry dilated =
        new Geometry(
            Geometry.Pair.square(2),
            Geometry.Pair.square(2),
            Geometry.Padding.all(0),
            Geometry.Pair.square(2),
            1);
    List<Geometry> others = List.of(Geometry.square(3, 2, 0), Geometry.square(2, 2, 1), dilated);
    for (Geometry other : others) {
      assertFalse(PoolKernels.inJava(new MaxPoolGrad(other, image)), other.toString());
    }
    Shape large = Shape.of(2, 3, 16, 16);
    assertFalse(PoolKernels.inJava(new MaxPoolGrad(Geometry.square(16, 16, 0), large)));
  }

  @Test
  void bandsFollowEachOtherWithoutAGap() {
    WinnerWalk walk = WinnerWalk.of(new MaxPoolGrad(lopsided(), Shape.of(3, 5, 14, 11)));
    assertEquals(9, walk.count());
    assertEquals(0, walk.start(0));
    assertEquals(3 * 5 * 14 * 11, walk.start(9));
    for (int some = 1; some <= 9; some++) {
      for (int band = 0; band + some <= 9; band++) {
        int elements = walk.start(band + some) - walk.start(band);
        assertTrue(elements <= walk.longest(some), some + " bands from " + band);
      }
    }
  }
}
