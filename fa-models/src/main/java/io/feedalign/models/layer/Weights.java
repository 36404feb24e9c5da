package io.feedalign.models.layer;

import io.feedalign.models.init.WeightInit;
import io.feedalign.nn.Fans;
import io.feedalign.nn.Parameter;
import io.feedalign.tensor.Shape;

/** What the synaptic layers share: a weight, and a bias if there is one. */
final class Weights {
  private Weights() {}

  static Parameter weight(Shape shape, WeightInit init) {
    return new Parameter("weight", shape, init.weight(), Parameter.Role.WEIGHT);
  }

  static Parameter bias(Shape weight, WeightInit init) {
    return new Parameter(
        "bias", Shape.of(weight.size(0)), init.bias(Fans.of(weight)), Parameter.Role.BIAS);
  }
}
