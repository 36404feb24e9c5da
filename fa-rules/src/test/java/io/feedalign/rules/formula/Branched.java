package io.feedalign.rules.formula;

import io.feedalign.ir.Geometry;
import io.feedalign.models.layer.AddLayer;
import io.feedalign.models.layer.AvgPoolLayer;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.MaxPoolLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.models.layer.TanhLayer;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.nn.Parameter;
import io.feedalign.rules.lab.Nets;
import io.feedalign.tensor.Shape;
import java.util.Optional;

/** A network of which every value is read in more than one way. */
final class Branched {
  private Branched() {}

  /**
   * The first activation is read by a convolution and, ahead of it in order, by a pool; the pool by
   * a convolution and a sum; a sum by two activations; and what they make by one dense layer.
   */
  static Network network() {
    NetworkBuilder net = new NetworkBuilder("branched", Shape.of(2, 4, 4));
    int h0 = net.add("relu0", new ReluLayer(), net.add("conv0", conv(2), net.input()));
    int p0 = net.add("pool0", MaxPoolLayer.of(2, 2), h0);
    int h1 = net.add("tanh1", new TanhLayer(), net.add("conv1", conv(3), h0));
    int p1 = net.add("pool1", AvgPoolLayer.of(2, 2), h1);
    int z2 = net.add("conv2", conv(3), p0);
    int sum = net.add("add1", new AddLayer(), z2, p1);
    sum = net.add("add2", new AddLayer(), sum, p0);
    int h2 = net.add("relu2", new ReluLayer(), sum);
    int h3 = net.add("tanh3", new TanhLayer(), sum);
    int at = net.add("add3", new AddLayer(), net.add("conv3", conv(3), h2), h3);
    at = net.add("flatten", new FlattenLayer(), at);
    at = net.add("dense1", Nets.dense(12, 3, Nets.GAUSSIAN), at);
    return net.build(at, new SoftmaxCrossEntropyHead());
  }

  private static Conv2dLayer conv(int in) {
    Parameter weight =
        new Parameter("weight", Shape.of(3, in, 3, 3), Nets.GAUSSIAN, Parameter.Role.WEIGHT);
    return new Conv2dLayer(Geometry.square(3, 1, 1), weight, Optional.empty());
  }
}
