package io.feedalign.testkit;

import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.nn.ConvolutionalSynapse;
import io.feedalign.nn.DenseSynapse;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Synapse;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The smallest synaptic layer: a synapse and a bias.
 *
 * @param shaping how the output's shape follows from input and weight
 */
record TinySynaptic(Parameter weight, Synapse synapse, Shaping shaping) implements SynapticLayer {

  private static final String BIAS = "bias";

  /** How the output's shape follows from input and weight. */
  @FunctionalInterface
  interface Shaping {
    Shape output(Shape input);
  }

  static TinySynaptic dense(int inputs, int outputs) {
    return new TinySynaptic(
        weightOf(Shape.of(outputs, inputs)),
        new DenseSynapse(),
        input -> {
          if (input.rank() != 2 || input.size(1) != inputs) {
            throw FaException.user(
                "A dense layer of " + inputs + " inputs was given " + input + ".");
          }
          return Shape.of(input.size(0), outputs);
        });
  }

  static TinySynaptic conv(int inputs, int outputs, Geometry geometry) {
    Shape weight =
        Shape.of(outputs, inputs / geometry.groups(), geometry.kernel().h(), geometry.kernel().w());
    return new TinySynaptic(
        weightOf(weight),
        new ConvolutionalSynapse(geometry),
        input -> geometry.outputShape(input, outputs));
  }

  private static Parameter weightOf(Shape shape) {
    return new Parameter("weight", shape, TinyLayers::draw, Parameter.Role.WEIGHT);
  }

  @Override
  public Optional<Parameter> bias() {
    Initializer small = (emit, shape, draw) -> emit.scale(TinyLayers.draw(emit, shape, draw), 0.1);
    return Optional.of(
        new Parameter(BIAS, Shape.of(weight.shape().size(0)), small, Parameter.Role.BIAS));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return shaping.output(inputs.get(0));
  }
}
