package io.feedalign.models.zoo;

import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.models.init.WeightInit;
import io.feedalign.models.layer.AvgPoolLayer;
import io.feedalign.models.layer.BatchNormLayer;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.DenseLayer;
import io.feedalign.models.layer.DropoutLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.MaxPoolLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.tensor.Shape;

/**
 * A network that grows in a line under torchvision's names: a section's name and the layer's place
 * in it, as in {@code features.0} and {@code classifier.1}.
 */
final class Indexed {
  private final NetworkBuilder net;
  private final WeightInit init;
  private String section = "features";
  private int next;
  private int top;

  Indexed(NetworkBuilder net, WeightInit init) {
    this.net = net;
    this.init = init;
    this.top = net.input();
  }

  /** From here on, layers count from 0 below another name. */
  Indexed section(String name) {
    section = name;
    next = 0;
    return this;
  }

  /** A layer at the next place. */
  Indexed add(Layer layer) {
    return named(section + "." + next++, layer);
  }

  /** A layer at a path of its own, which takes no place. */
  Indexed named(String path, Layer layer) {
    top = net.add(path, layer, top);
    return this;
  }

  /** A convolution. */
  Indexed conv(int out, Geometry geometry, boolean bias) {
    Conv2dLayer layer = Conv2dLayer.of(channels(), out, geometry).starting(init);
    return add(bias ? layer : layer.withoutBias());
  }

  /** A dense layer. */
  Indexed dense(int out, boolean bias) {
    return add(bias ? denseLayer(out) : denseLayer(out).withoutBias());
  }

  /** A dense layer with bias from what is on top, not yet added. */
  DenseLayer denseLayer(int out) {
    return DenseLayer.of(channels(), out).starting(init);
  }

  /** A ReLU, behind a batch norm if there is to be one. */
  Indexed relu(boolean normalised) {
    return (normalised ? add(BatchNormLayer.of(channels())) : this).add(new ReluLayer());
  }

  /** Max pooling over square windows. */
  Indexed maxPool(int kernel, int stride) {
    return add(MaxPoolLayer.of(kernel, stride));
  }

  /** Dropout with PyTorch's rate. */
  Indexed dropout() {
    return add(new DropoutLayer(0.5));
  }

  /**
   * Adaptive average pooling to so many pixels a side, and rows of it: nothing to do if there are
   * so many, means over equal windows if there is a multiple of them.
   *
   * @throws FaException (USER) for any other size: windows would be unequal or repeat pixels
   */
  Indexed averageTo(int side) {
    Shape features = net.shapeOf(top);
    int high = features.size(1);
    int wide = features.size(2);
    if (high != wide || high % side != 0) {
      throw FaException.user(
          "The classifier reads "
              + side
              + "x"
              + side
              + " features, or a multiple of that, but an image of "
              + net.shapeOf(net.input())
              + " leaves "
              + features
              + ". Use images of 224x224.");
    }
    if (high != side) {
      named("avgpool", AvgPoolLayer.of(high / side, high / side));
    }
    return named("flatten", new FlattenLayer());
  }

  /** The shape on top, without the batch axis. */
  Shape shape() {
    return net.shapeOf(top);
  }

  /** The finished network, under softmax cross-entropy. */
  Network classify() {
    return net.build(top, new SoftmaxCrossEntropyHead());
  }

  private int channels() {
    return shape().size(0);
  }
}
