package io.feedalign.bench.micro;

import io.feedalign.ir.Geometry;
import io.feedalign.nn.ConvolutionalSynapse;
import io.feedalign.nn.DenseSynapse;
import io.feedalign.nn.Synapse;
import io.feedalign.tensor.Shape;

/** Synaptic layers of well-known networks, at batch sizes at which they are trained. */
public enum LayerCase {
  /** 5x5 over a grey 28x28 image. */
  LENET_CONV1(Shape.of(128, 1, 28, 28), Shape.of(6, 1, 5, 5), Geometry.square(5, 1, 2)),
  /** 5x5 over 6 channels. */
  LENET_CONV2(Shape.of(128, 6, 14, 14), Shape.of(16, 6, 5, 5), Geometry.square(5, 1, 0)),
  /** 400 to 120. */
  LENET_DENSE1(Shape.of(128, 400), Shape.of(120, 400)),
  /** 3x3 of the first stage. */
  RESNET20_STAGE1(Shape.of(128, 16, 32, 32), Shape.of(16, 16, 3, 3), Geometry.square(3, 1, 1)),
  /** 3x3 that halves the image. */
  RESNET20_DOWN(Shape.of(128, 16, 32, 32), Shape.of(32, 16, 3, 3), Geometry.square(3, 2, 1)),
  /** 3x3 of the last stage. */
  RESNET20_STAGE3(Shape.of(128, 64, 8, 8), Shape.of(64, 64, 3, 3), Geometry.square(3, 1, 1)),
  /** 11x11 in steps of 4 over a colour photograph. */
  ALEXNET_CONV1(Shape.of(32, 3, 224, 224), Shape.of(64, 3, 11, 11), Geometry.square(11, 4, 2)),
  /** 5x5 over 64 channels. */
  ALEXNET_CONV2(Shape.of(32, 64, 27, 27), Shape.of(192, 64, 5, 5), Geometry.square(5, 1, 2)),
  /** 9216 to 4096. */
  ALEXNET_DENSE1(Shape.of(32, 9216), Shape.of(4096, 9216));

  private final Shape input;
  private final Shape weight;
  private final Shape output;
  private final Synapse synapse;

  LayerCase(Shape input, Shape weight, Geometry geometry) {
    this.input = input;
    this.weight = weight;
    this.output = geometry.outputShape(input, weight.size(0));
    this.synapse = new ConvolutionalSynapse(geometry);
  }

  LayerCase(Shape input, Shape weight) {
    this.input = input;
    this.weight = weight;
    this.output = Shape.of(input.size(0), weight.size(0));
    this.synapse = new DenseSynapse();
  }

  Shape input() {
    return input;
  }

  Shape weight() {
    return weight;
  }

  Shape output() {
    return output;
  }

  Synapse synapse() {
    return synapse;
  }

  /** Additions and multiplications of any of the three verbs, padding counted in. */
  double operations() {
    return 2.0 * output.elements() * weight.elements() / weight.size(0);
  }
}
