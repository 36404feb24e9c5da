package io.feedalign.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Closeness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hand numbers: four rows of two channels, (1, 2, 3, 6) and (0, 0, 4, 4). */
class BatchNormLayerTest {
  private static final Shape ROWS = Shape.of(4, 2);
  private static final double[] X = {1, 0, 2, 0, 3, 4, 6, 4};
  private static final double[] GAIN = {2, 3};
  private static final double[] SHIFT = {1, -1};

  private static LayerRun run(Mode mode) {
    return new LayerRun(
        new BatchNormLayer(2, 1e-5, 0.1),
        mode,
        Map.of(
            "weight",
            GAIN,
            "bias",
            SHIFT,
            "running_mean",
            new double[] {10, 20},
            "running_var",
            new double[] {1, 4}));
  }

  @Test
  void learningNormalisesByTheBatch() {
    LayerRun run = run(Mode.LEARN);
    Trace trace = run.forward(run.feed(ROWS, X));
    double first = Math.sqrt(3.5 + 1e-5);
    double second = Math.sqrt(4 + 1e-5);
    double[] expected = {
      1 + 2 * -2 / first,
      -1 + 3 * -2 / second,
      1 + 2 * -1 / first,
      -1 + 3 * -2 / second,
      1,
      -1 + 3 * 2 / second,
      1 + 2 * 3 / first,
      -1 + 3 * 2 / second
    };
    Closeness.assertClose("y", expected, run.run(trace.output()), 1e-12);
  }

  @Test
  void runningStatisticsMoveByATenthWithTheUnbiasedVariance() {
    LayerRun run = run(Mode.LEARN);
    run.forward(run.feed(ROWS, X));
    List<double[]> moved = run.run(1, run.parameter("running_mean"), run.parameter("running_var"));
    // Means 3 and 2; variances 14/3 and 16/3 over n - 1 = 3.
    assertArrayEquals(new double[] {9.3, 18.2}, moved.get(0), 1e-6);
    assertArrayEquals(new double[] {0.9 + 1.4 / 3, 3.6 + 1.6 / 3}, moved.get(1), 1e-6);
  }

  @Test
  void theyMoveAgainWithEachStep() {
    LayerRun run = run(Mode.LEARN);
    run.forward(run.feed(ROWS, X));
    double[] twice = run.run(2, run.parameter("running_mean")).get(0);
    assertArrayEquals(new double[] {0.9 * 9.3 + 0.3, 0.9 * 18.2 + 0.2}, twice, 1e-6);
  }

  @Test
  void observingLeavesThemAlone() {
    LayerRun run = run(Mode.OBSERVE);
    Trace trace = run.forward(run.feed(ROWS, X));
    List<double[]> seen = run.run(2, run.parameter("running_mean"), trace.output());
    assertArrayEquals(new double[] {10, 20}, seen.get(0));
    assertEquals(1, seen.get(1)[4], 1e-12);
  }

  @Test
  void inferenceUsesTheRunningStatistics() {
    LayerRun run = run(Mode.INFER);
    Trace trace = run.forward(run.feed(ROWS, X));
    double[] y = run.run(2, trace.output()).get(0);
    assertEquals(1 + 2 * (1 - 10) / Math.sqrt(1 + 1e-5), y[0], 1e-9);
    assertEquals(-1 + 3 * (4 - 20) / Math.sqrt(4 + 1e-5), y[7], 1e-9);
  }

  @Test
  void inferencePullbacksTreatTheStatisticsAsConstants() {
    LayerRun run = run(Mode.INFER);
    Trace trace = run.forward(run.feed(ROWS, X));
    Value signal = run.feed(ROWS, 1, 0, 0, 0, 0, 0, 0, 2);
    Value input = run.pullToInput(trace, 0, signal);
    Value gain = run.pullToParameter(trace, "weight", signal);
    Value shift = run.pullToParameter(trace, "bias", signal);
    List<double[]> pulled = run.run(1, input, gain, shift);
    double first = Math.sqrt(1 + 1e-5);
    double second = Math.sqrt(4 + 1e-5);
    assertArrayEquals(new double[] {2 / first, 0, 0, 0, 0, 0, 0, 6 / second}, pulled.get(0), 1e-9);
    assertArrayEquals(new double[] {-9 / first, -32 / second}, pulled.get(1), 1e-9);
    assertArrayEquals(new double[] {1, 2}, pulled.get(2), 1e-12);
  }

  @Test
  void oneValuePerChannelCannotBeNormalised() {
    LayerRun run = run(Mode.LEARN);
    Value single = run.feed(Shape.of(1, 2), 1, 2);
    FaException error = assertThrows(FaException.class, () -> run.forward(single));
    assertEquals(ErrorKind.USER, error.kind());
    assertTrue(error.getMessage().contains("Use a larger batch"), error.getMessage());
  }

  @Test
  void onlyGainAndShiftAreTrained() {
    List<String> trained =
        new BatchNormLayer(2, 1e-5, 0.1)
            .parameters().stream().filter(Parameter::trainable).map(Parameter::name).toList();
    assertEquals(List.of("weight", "bias"), trained);
  }

  @Test
  void senselessConstantsAreRefused() {
    assertThrows(FaException.class, () -> new BatchNormLayer(2, 0, 0.1));
    assertThrows(FaException.class, () -> new BatchNormLayer(2, 1e-5, 1.5));
    assertThrows(FaException.class, () -> new BatchNormLayer(2, Double.NaN, 0.1));
  }
}
