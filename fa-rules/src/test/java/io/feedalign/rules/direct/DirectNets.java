package io.feedalign.rules.direct;

import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.models.layer.AddLayer;
import io.feedalign.models.layer.BatchNormLayer;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.MaxPoolLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.nn.Parameter;
import io.feedalign.rules.lab.Nets;
import io.feedalign.tensor.Shape;
import java.util.Optional;

/** Networks in which it matters where feedback enters. */
public final class DirectNets {
  private DirectNets() {}

  /** conv1 2-3 at 6x6, relu1, pool1 to 3x3, conv2 3-4, relu2, flatten, dense1 36-3. */
  public static Network pooled() {
    NetworkBuilder net = new NetworkBuilder("pooled", Shape.of(2, 6, 6));
    int at = net.add("conv1", conv(2, 3), net.input());
    at = net.add("relu1", new ReluLayer(), at);
    at = net.add("pool1", MaxPoolLayer.of(2, 2), at);
    at = net.add("conv2", conv(3, 4), at);
    at = net.add("relu2", new ReluLayer(), at);
    at = net.add("flatten", new FlattenLayer(), at);
    at = net.add("dense1", Nets.dense(36, 3, Nets.GAUSSIAN), at);
    return net.build(at, new SoftmaxCrossEntropyHead());
  }

  /**
   * A stem and blocks around two convolutions each, with batch norm: conv0 bn0 relu0, then for each
   * block conv1 bn1 relu1 conv2 bn2 add relu2, named block0.conv1 and so on; flatten, dense 27-3.
   */
  public static Network residual(int blocks) {
    return residual(blocks, (net, path, in) -> net.add(path, BatchNormLayer.of(3), in));
  }

  /** The same without batch norm. */
  public static Network plainResidual(int blocks) {
    return residual(blocks, (net, path, in) -> in);
  }

  /** What stands between a convolution and its activation function. */
  private interface Norm {
    int after(NetworkBuilder net, String path, int in);
  }

  private static Network residual(int blocks, Norm norm) {
    NetworkBuilder net = new NetworkBuilder("residual", Shape.of(2, 3, 3));
    int at = norm.after(net, "bn0", net.add("conv0", conv(2, 3), net.input()));
    at = net.add("relu0", new ReluLayer(), at);
    for (int block = 0; block < blocks; block++) {
      String path = "block" + block + ".";
      int in = at;
      at = norm.after(net, path + "bn1", net.add(path + "conv1", conv(3, 3), in));
      at = net.add(path + "relu1", new ReluLayer(), at);
      at = norm.after(net, path + "bn2", net.add(path + "conv2", conv(3, 3), at));
      at = net.add(path + "add", new AddLayer(), at, in);
      at = net.add(path + "relu2", new ReluLayer(), at);
    }
    at = net.add("flatten", new FlattenLayer(), at);
    at = net.add("dense1", Nets.dense(27, 3, Nets.GAUSSIAN), at);
    return net.build(at, new SoftmaxCrossEntropyHead());
  }

  private static Conv2dLayer conv(int in, int out) {
    Parameter weight =
        new Parameter("weight", Shape.of(out, in, 3, 3), Nets.GAUSSIAN, Parameter.Role.WEIGHT);
    Parameter bias =
        new Parameter(
            "bias",
            Shape.of(out),
            (emit, shape, draw) -> emit.normal(0.5, Form.parameter(shape), draw),
            Parameter.Role.BIAS);
    return new Conv2dLayer(Geometry.square(3, 1, 1), weight, Optional.of(bias));
  }
}
