package io.feedalign.models.layer;

import io.feedalign.ir.Geometry;
import io.feedalign.ir.Geometry.Padding;
import io.feedalign.ir.Geometry.Pair;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.LayerCase;
import io.feedalign.testkit.LayerContract;
import java.util.List;

/** Every layer against the published contract. */
class LayersContractTest extends LayerContract {
  private static final Geometry ODD =
      new Geometry(new Pair(3, 2), new Pair(2, 1), new Padding(1, 0, 0, 1), Pair.square(1), 1);

  @Override
  protected List<LayerCase> cases() {
    return List.of(
        LayerCase.of("dense", DenseLayer.of(5, 3), 4, 5),
        LayerCase.of("dense without bias", DenseLayer.of(5, 3).withoutBias(), 1, 5),
        LayerCase.of("conv", Conv2dLayer.of(2, 3, Geometry.square(3, 1, 1)), 2, 2, 4, 5),
        LayerCase.of("conv, oblong window", Conv2dLayer.of(2, 3, ODD).withoutBias(), 2, 2, 5, 4),
        LayerCase.of(
            "conv in groups",
            Conv2dLayer.of(4, 6, Geometry.square(2, 2, 0).withGroups(2)),
            1,
            4,
            5,
            5),
        LayerCase.of("bias of rows", BiasLayer.of(3), 4, 3),
        LayerCase.of("bias of images", BiasLayer.of(3), 2, 3, 2, 2),
        LayerCase.of("batch norm of rows", BatchNormLayer.of(3), 5, 3),
        LayerCase.of("batch norm of images", new BatchNormLayer(2, 1e-3, 0.5), 3, 2, 2, 3),
        LayerCase.of("relu", new ReluLayer(), 2, 3, 2, 2),
        LayerCase.of("tanh", new TanhLayer(), 4, 5),
        LayerCase.of("sigmoid", new SigmoidLayer(), 2, 2, 3, 2),
        LayerCase.of("max pooling", MaxPoolLayer.of(2, 2), 2, 2, 5, 4),
        LayerCase.of(
            "overlapping max pooling", new MaxPoolLayer(Geometry.square(3, 2, 1)), 1, 2, 5, 6),
        LayerCase.of("average pooling", AvgPoolLayer.of(2, 2), 2, 2, 4, 5),
        LayerCase.of(
            "average pooling, padding left out",
            new AvgPoolLayer(Geometry.square(3, 2, 1), false),
            1,
            2,
            5,
            6),
        LayerCase.of("global average", new GlobalAvgPoolLayer(), 2, 3, 3, 2),
        LayerCase.of("flatten", new FlattenLayer(), 2, 3, 2, 2),
        LayerCase.of("flatten of rows", new FlattenLayer(), 2, 3),
        LayerCase.of("dropout", new DropoutLayer(0.4), 3, 4),
        LayerCase.of("dropout of images", new DropoutLayer(0.4), 2, 2, 3, 3),
        LayerCase.of("padded shortcut", new PaddedShortcutLayer(2, 5, 2), 2, 2, 4, 3),
        new LayerCase(
            "add of three",
            new AddLayer(),
            List.of(Shape.of(2, 2, 3, 1), Shape.of(2, 2, 3, 1), Shape.of(2, 2, 3, 1))));
  }
}
