package io.feedalign.models.layer;

import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.models.init.WeightInit;
import io.feedalign.nn.ConvolutionalSynapse;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Synapse;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Convolution of images: {@code y = x * W + b}, (N, in, H, W) to (N, out, P, Q).
 *
 * <pre>{@code
 * Layer conv = Conv2dLayer.of(3, 16, Geometry.square(3, 1, 1)).withoutBias();
 * }</pre>
 *
 * @param geometry kernel, stride, padding, dilation and groups
 * @param weight (out, in / groups, kh, kw)
 * @param bias (out), if there is one
 */
public record Conv2dLayer(Geometry geometry, Parameter weight, Optional<Parameter> bias)
    implements SynapticLayer {

  /**
   * A convolution with bias that starts by {@link WeightInit#HE_UNIFORM}.
   *
   * @throws FaException (USER) if the groups do not divide the channels
   */
  public static Conv2dLayer of(int in, int out, Geometry geometry) {
    int groups = geometry.groups();
    if (in % groups != 0 || out % groups != 0) {
      throw FaException.user(
          "A convolution from "
              + in
              + " to "
              + out
              + " channels cannot have "
              + groups
              + " groups. Groups must divide both numbers.");
    }
    Shape shape = Shape.of(out, in / groups, geometry.kernel().h(), geometry.kernel().w());
    return new Conv2dLayer(
        geometry,
        Weights.weight(shape, WeightInit.HE_UNIFORM),
        Optional.of(Weights.bias(shape, WeightInit.HE_UNIFORM)));
  }

  /** The same layer, starting otherwise. */
  public Conv2dLayer starting(WeightInit init) {
    Shape shape = weight.shape();
    return new Conv2dLayer(
        geometry, Weights.weight(shape, init), bias.map(old -> Weights.bias(shape, init)));
  }

  /** The same layer without bias. */
  public Conv2dLayer withoutBias() {
    return new Conv2dLayer(geometry, weight, Optional.empty());
  }

  /** Number of input channels. */
  public int in() {
    return weight.shape().size(1) * geometry.groups();
  }

  /** Number of output channels. */
  public int out() {
    return weight.shape().size(0);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = Inputs.image("A convolution", inputs);
    if (input.size(1) != in()) {
      throw FaException.user(
          "A convolution from "
              + in()
              + " channels is given "
              + Inputs.sample(input)
              + " per sample. Build it for "
              + input.size(1)
              + " input channels.");
    }
    return geometry.outputShape(input, out());
  }

  @Override
  public Synapse synapse() {
    return new ConvolutionalSynapse(geometry);
  }
}
