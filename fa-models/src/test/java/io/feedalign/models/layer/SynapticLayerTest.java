package io.feedalign.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.models.init.WeightInit;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SynapticLayerTest {
  @Test
  void aDenseWeightIsOutByIn() {
    LayerRun run =
        new LayerRun(
            DenseLayer.of(2, 3),
            Mode.LEARN,
            Map.of("weight", new double[] {1, 2, 3, 4, 5, 6}, "bias", new double[] {10, 20, 30}));
    Trace trace = run.forward(run.feed(Shape.of(1, 2), 1, -1));
    Value signal = run.feed(Shape.of(1, 3), 1, 0, 2);
    Value pulled = run.pullToInput(trace, 0, signal);
    Value weight = run.pullToParameter(trace, "weight", signal);
    Value bias = run.pullToParameter(trace, "bias", signal);
    List<double[]> all = run.run(1, trace.output(), pulled, weight, bias);
    assertArrayEquals(new double[] {9, 19, 29}, all.get(0));
    assertArrayEquals(new double[] {11, 14}, all.get(1));
    assertArrayEquals(new double[] {1, -1, 0, 0, 2, -2}, all.get(2));
    assertArrayEquals(new double[] {1, 0, 2}, all.get(3));
  }

  @Test
  void aConvolutionIsACrossCorrelationAsInPyTorch() {
    LayerRun run =
        new LayerRun(
            Conv2dLayer.of(1, 1, Geometry.square(2, 1, 0)).withoutBias(),
            Mode.LEARN,
            Map.of("weight", new double[] {1, 2, 3, 4}));
    Trace trace = run.forward(run.feed(Shape.of(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9));
    Value signal = run.feed(Shape.of(1, 1, 2, 2), 1, 0, 0, 1);
    Value pulled = run.pullToInput(trace, 0, signal);
    Value weight = run.pullToParameter(trace, "weight", signal);
    List<double[]> all = run.run(1, trace.output(), pulled, weight);
    assertArrayEquals(new double[] {37, 47, 67, 77}, all.get(0));
    assertArrayEquals(new double[] {1, 2, 0, 3, 5, 2, 0, 3, 4}, all.get(1));
    assertArrayEquals(new double[] {6, 8, 12, 14}, all.get(2));
  }

  @Test
  void groupsShrinkTheWeight() {
    Conv2dLayer conv = Conv2dLayer.of(6, 4, Geometry.square(3, 1, 1).withGroups(2));
    assertEquals(Shape.of(4, 3, 3, 3), conv.weight().shape());
    assertEquals(6, conv.in());
    assertEquals(4, conv.out());
    FaException error =
        assertThrows(
            FaException.class, () -> Conv2dLayer.of(6, 4, Geometry.square(3, 1, 1).withGroups(3)));
    assertTrue(error.getMessage().contains("Groups must divide both"), error.getMessage());
  }

  @Test
  void withoutBiasThereIsOneParameter() {
    assertEquals(1, DenseLayer.of(3, 4).withoutBias().parameters().size());
    Conv2dLayer conv = Conv2dLayer.of(3, 4, Geometry.square(1, 1, 0)).withoutBias();
    assertEquals(1, conv.starting(WeightInit.TORCH).parameters().size());
  }

  @Test
  void startingOtherwiseReplacesBothInitializers() {
    DenseLayer dense = DenseLayer.of(3, 4).starting(WeightInit.XAVIER_NORMAL);
    assertEquals(WeightInit.XAVIER_NORMAL.weight(), dense.weight().initializer());
    assertEquals(Parameter.Role.WEIGHT, dense.weight().role());
    assertEquals(Parameter.Role.BIAS, dense.bias().orElseThrow().role());
  }
}
