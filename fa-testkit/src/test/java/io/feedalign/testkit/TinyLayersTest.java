package io.feedalign.testkit;

import io.feedalign.ir.Geometry;
import io.feedalign.tensor.Shape;
import java.util.List;

class TinyLayersTest extends LayerContract {

  @Override
  protected List<LayerCase> cases() {
    Geometry strided = Geometry.square(3, 2, 1);
    return List.of(
        LayerCase.of("dense", TinySynaptic.dense(5, 3), 4, 5),
        LayerCase.of("conv", TinySynaptic.conv(2, 4, strided), 2, 2, 5, 4),
        LayerCase.of("grouped conv", TinySynaptic.conv(4, 4, strided.withGroups(4)), 2, 4, 5, 4),
        LayerCase.of("relu of images", TinyLayers.Activation.relu(), 2, 3, 4, 5),
        LayerCase.of("relu of rows", TinyLayers.Activation.relu(), 3, 7),
        LayerCase.of("tanh", TinyLayers.Activation.tanh(), 2, 3, 4, 5),
        LayerCase.of("flatten", new TinyLayers.Flatten(), 2, 3, 4, 5),
        new LayerCase(
            "add", new TinyLayers.Add(), List.of(Shape.of(2, 3, 2, 2), Shape.of(2, 3, 2, 2))),
        LayerCase.of("noise", new SampleLayers.Noise(), 3, 8),
        LayerCase.of("norm", new SampleLayers.Norm(), 4, 3),
        LayerCase.of("large dense", TinySynaptic.dense(200, 30), 10, 200));
  }
}
