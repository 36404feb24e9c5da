package io.feedalign.models.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.nn.Layer;
import io.feedalign.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Misfits name the shapes and what to do; fits give the shape that arithmetic says. */
class LayerShapeTest {
  private static final Shape IMAGE = Shape.of(8, 3, 28, 20);
  private static final Shape ROWS = Shape.of(8, 10);

  @Test
  void shapesFollowTheirFormulas() {
    assertShape(Shape.of(8, 5, 12, 8), Conv2dLayer.of(3, 5, Geometry.square(5, 2, 0)), IMAGE);
    assertShape(Shape.of(8, 4), DenseLayer.of(10, 4), ROWS);
    assertShape(Shape.of(8, 3 * 28 * 20), new FlattenLayer(), IMAGE);
    assertShape(ROWS, new FlattenLayer(), ROWS);
    assertShape(Shape.of(8, 3), new GlobalAvgPoolLayer(), IMAGE);
    assertShape(Shape.of(8, 3, 14, 10), MaxPoolLayer.of(2, 2), IMAGE);
    assertShape(Shape.of(8, 3, 9, 6), AvgPoolLayer.of(3, 3), IMAGE);
    assertShape(IMAGE, BatchNormLayer.of(3), IMAGE);
    assertShape(ROWS, BatchNormLayer.of(10), ROWS);
    assertShape(IMAGE, BiasLayer.of(3), IMAGE);
    assertShape(IMAGE, new AddLayer(), IMAGE, IMAGE, IMAGE);
    for (Layer same : List.of(new ReluLayer(), new TanhLayer(), new SigmoidLayer())) {
      assertShape(IMAGE, same, IMAGE);
    }
  }

  @Test
  void aConvolutionSaysForHowManyChannelsToBuildIt() {
    assertMisfit("is given [3x28x20]", conv(1), IMAGE);
    assertMisfit("Build it for 3 input channels.", conv(1), IMAGE);
  }

  @Test
  void aConvolutionOnRowsSaysWhereToPutIt() {
    assertMisfit("Put it before flatten", conv(10), ROWS);
  }

  @Test
  void aWindowLargerThanTheImageSaysSo() {
    Shape small = Shape.of(1, 1, 3, 3);
    assertMisfit("does not fit an image side of 3", conv(1), small);
  }

  @Test
  void aDenseLayerOnImagesAsksForFlatten() {
    assertMisfit("Put flatten", DenseLayer.of(1680, 4), IMAGE);
  }

  @Test
  void aDenseLayerOfAnotherSizeSaysWhichItNeeds() {
    assertMisfit("Build it for 10 units.", DenseLayer.of(12, 4), ROWS);
  }

  @Test
  void channelsMustAgree() {
    assertMisfit("Build it for 3 channels.", BatchNormLayer.of(4), IMAGE);
    assertMisfit("Build it for 10 channels.", BiasLayer.of(4), ROWS);
  }

  @Test
  void poolingReadsImages() {
    assertMisfit("reads images (C, H, W), but is given [10]", MaxPoolLayer.of(2, 2), ROWS);
    assertMisfit("reads images (C, H, W), but is given [10]", AvgPoolLayer.of(2, 2), ROWS);
    assertMisfit("reads images (C, H, W), but is given [10]", new GlobalAvgPoolLayer(), ROWS);
  }

  @Test
  void anAddNamesAllShapes() {
    assertMisfit("[[3x28x20], [10]]", new AddLayer(), IMAGE, ROWS);
    assertMisfit("two or more", new AddLayer(), IMAGE);
  }

  @Test
  void oneInputIsNotTwo() {
    assertMisfit("is given 2. Join them with add", new ReluLayer(), IMAGE, IMAGE);
  }

  private static Layer conv(int in) {
    return Conv2dLayer.of(in, 6, Geometry.square(5, 1, 0));
  }

  private static void assertShape(Shape expected, Layer layer, Shape... inputs) {
    assertEquals(expected, layer.outputShape(List.of(inputs)), layer.toString());
  }

  private static void assertMisfit(String part, Layer layer, Shape... inputs) {
    FaException error = assertThrows(FaException.class, () -> layer.outputShape(List.of(inputs)));
    assertEquals(ErrorKind.USER, error.kind());
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
