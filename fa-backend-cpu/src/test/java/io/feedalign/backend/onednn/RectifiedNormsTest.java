package io.feedalign.backend.onednn;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.Backend;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Form;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A norm and its ReLU, and the gate and the adjoint, beside the same four by themselves. */
class RectifiedNormsTest {
  private static final double EPSILON = RectifiedPass.EPSILON;
  private static final Shape SHAPE = Shape.of(6, 5, 4, 3);

  static Stream<Arguments> shapes() {
    return Stream.of(
            Shape.of(7, 3, 5, 4),
            Shape.of(1, 5, 3, 3),
            Shape.of(3, 1, 4, 4),
            Shape.of(2, 16, 8, 8),
            Shape.of(33, 17, 3, 5),
            Shape.of(9, 32, 13, 1),
            Shape.of(64, 64, 7, 7),
            Shape.of(8, 17))
        .flatMap(
            shape ->
                Stream.of(
                    Arguments.of(shape, DType.F32, 1e-5), Arguments.of(shape, DType.BF16, 2e-2)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void bothGiveTheSameBitsAsOneByOne(Shape shape, DType type, double tolerance) {
    RectifiedPass pass = new RectifiedPass(shape, type);
    pass.back();
    assertEquals(0, pass.replaced(Placement.separate()), "a ReLU with a place of its own");
    pass.assertSpares(2, tolerance);
  }

  /** With a gain of 0 a channel is what its shift is: exactly zero lets nothing through. */
  @Test
  void nothingPassesAtZero() {
    RectifiedPass pass = new RectifiedPass();
    pass.back();
    Map<Value, double[]> numbers = new HashMap<>(pass.sketch.numbers());
    Value shift = pass.sketch.program().feeds().get(2);
    numbers.put(pass.gain, new double[5]);
    numbers.put(shift, new double[] {0, 0.5, -0.5, 1e-38, -0.0});
    try (Backend backend = RectifiedPass.backend();
        Rig rig = new Rig(backend, pass.sketch.program(), Placement.compact())) {
      rig.write(numbers);
      rig.run();
      double[] shifts = rig.read(pass.results.get(3));
      boolean[] passed = {false, true, false, true, false};
      for (int channel = 0; channel < passed.length; channel++) {
        assertEquals(passed[channel], shifts[channel] != 0, "channel " + channel);
      }
    }
  }

  /** It must not spoil its channel's sums. */
  @Test
  void whatIsInfiniteAtAClosedUnitVanishes() {
    RectifiedPass pass = new RectifiedPass();
    pass.back();
    List<Value> feeds = pass.sketch.program().feeds();
    double[] signal = pass.sketch.numbers().get(feeds.get(feeds.size() - 1));
    double[] activity = pass.run(new ReferenceBackend(), Placement.separate()).get(0);
    int closed = 0;
    while (activity[closed] != 0) {
      closed++;
    }
    signal[closed] = Double.NEGATIVE_INFINITY;
    pass.assertSpares(2);
  }

  /** Such as one for each rule whose signals are compared. */
  @Test
  void severalSignalsPassOneGate() {
    RectifiedPass pass = new RectifiedPass();
    pass.back();
    pass.back();
    pass.assertSpares(3);
  }

  @Test
  void aNormThatOthersReadKeepsItsResult() {
    RectifiedPass probed = new RectifiedPass();
    probed.back();
    probed.read(List.of(probed.norm.get(0)));
    probed.assertSpares(0);
    RectifiedPass shared = new RectifiedPass();
    shared.back();
    shared.read(List.of(shared.sketch.emit().abs(shared.norm.get(0))));
    shared.assertSpares(0);
  }

  @Test
  void aGatedSignalThatOthersReadIsStored() {
    RectifiedPass probed = new RectifiedPass();
    probed.read(List.of(probed.back()));
    probed.assertSpares(1);
    RectifiedPass shared = new RectifiedPass();
    Value gated = shared.back();
    shared.read(List.of(shared.sketch.emit().sumToChannels(gated)));
    shared.assertSpares(1);
  }

  @Test
  void aGateThatTheAdjointDoesNotBelongToStays() {
    RectifiedPass other = new RectifiedPass();
    other.back(other.image(), other.norm, EPSILON);
    other.assertSpares(1);
    RectifiedPass wider = new RectifiedPass();
    wider.back(wider.activity, wider.norm, 10 * EPSILON);
    wider.assertSpares(1);
    RectifiedPass elsewhere = new RectifiedPass();
    Value one = elsewhere.sketch.emit().affine(elsewhere.gain, 0, 1);
    elsewhere.back(elsewhere.activity, List.of(elsewhere.x, one, one), EPSILON);
    elsewhere.assertSpares(1);
  }

  /** An adjoint of what other instructions come before is not the gate's neighbour. */
  @Test
  void aGateThatOthersFollowStays() {
    RectifiedPass pass = new RectifiedPass();
    Value signal = pass.sketch.emit().scale(pass.image(), 2);
    Value gated = pass.sketch.emit().apply(Binary.Function.RELU_GATE, signal, pass.activity);
    pass.read(List.of(pass.sketch.emit().abs(pass.image())));
    pass.adjoint(gated, pass.norm, EPSILON);
    pass.assertSpares(1);
  }

  /** A product that becomes images could be gated while it is computed; the adjoint does it too. */
  @Test
  void aProjectedErrorIsGatedByTheAdjoint() {
    RectifiedPass pass = new RectifiedPass();
    Value error = pass.sketch.normal(Form.parameter(Shape.of(6, 2)));
    Value feedback = pass.sketch.normal(Form.parameter(Shape.of(2, 60)));
    Value images = pass.sketch.emit().reshape(pass.sketch.emit().matmul(error, feedback), SHAPE);
    Value gated = pass.sketch.emit().apply(Binary.Function.RELU_GATE, images, pass.activity);
    pass.adjoint(gated, pass.norm, EPSILON);
    pass.assertSpares(2);
  }

  /**
   * To a planner the signal is dead once it is gated, so the adjoint's vectors may take its place.
   */
  @Test
  void vectorsMayLieWhereTheSignalDid() {
    RectifiedPass pass = new RectifiedPass();
    Value gated = pass.back();
    Value signal =
        pass.sketch.program().body().stream()
            .filter(step -> step.outputs().contains(gated))
            .findFirst()
            .orElseThrow()
            .inputs()
            .get(0);
    Placement tight =
        (program, storage) -> {
          MemoryPlan separate = Placement.separate().plan(program, storage);
          Map<Value, Place> places = new HashMap<>(separate.places());
          places.put(pass.norm.get(0), separate.of(pass.activity));
          long start = separate.of(signal).offset();
          for (Value vector : pass.results.subList(2, 4)) {
            Place place = separate.of(vector);
            places.put(vector, new Place(place.lifetime(), start, place.bytes()));
            start += 64;
          }
          return new MemoryPlan(places, separate.scratchBytes());
        };
    assertEquals(2, pass.replaced(tight));
    List<double[]> expected = pass.run(new ReferenceBackend(), Placement.separate());
    List<double[]> actual = pass.run(RectifiedPass.backend(), tight);
    for (int i = 0; i < expected.size(); i++) {
      assertClose("result " + i, expected.get(i), actual.get(i), 1e-5);
    }
  }

  /** What is between a norm and its ReLU, such as running statistics, is still executed. */
  @Test
  void whatLiesBetweenIsDone() {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(Form.activation(SHAPE));
    Value ones = sketch.feed(Form.parameter(Shape.of(5)), 1, 1, 1, 1, 1);
    List<Value> norm = sketch.emit().write(new BatchNorm(EPSILON), x, ones, ones);
    Value half = sketch.emit().scale(norm.get(1), 0.5);
    Value activity = sketch.emit().apply(Unary.Function.RELU, norm.get(0));
    sketch.read(norm.get(1), half, activity);
    try (Backend backend = RectifiedPass.backend();
        Rig rig = new Rig(backend, sketch.program(), Placement.compact())) {
      rig.write(sketch.numbers());
      rig.run();
      assertArrayEquals(
          Arrays.stream(rig.read(norm.get(1))).map(m -> m / 2).toArray(), rig.read(half));
    }
  }
}
