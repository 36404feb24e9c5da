package io.feedalign.models.layer;

import io.feedalign.error.FaException;
import io.feedalign.models.init.WeightInit;
import io.feedalign.nn.DenseSynapse;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Synapse;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Every input to every output: {@code y = x WT + b}, (N, in) to (N, out).
 *
 * <pre>{@code
 * Layer readout = DenseLayer.of(84, 10).starting(WeightInit.TORCH);
 * }</pre>
 *
 * @param weight (out, in)
 * @param bias (out), if there is one
 */
public record DenseLayer(Parameter weight, Optional<Parameter> bias) implements SynapticLayer {

  /** A layer with bias that starts by {@link WeightInit#HE_UNIFORM}. */
  public static DenseLayer of(int in, int out) {
    Shape shape = Shape.of(out, in);
    return new DenseLayer(
        Weights.weight(shape, WeightInit.HE_UNIFORM),
        Optional.of(Weights.bias(shape, WeightInit.HE_UNIFORM)));
  }

  /** The same layer, starting otherwise. */
  public DenseLayer starting(WeightInit init) {
    Shape shape = weight.shape();
    return new DenseLayer(Weights.weight(shape, init), bias.map(old -> Weights.bias(shape, init)));
  }

  /** The same layer without bias. */
  public DenseLayer withoutBias() {
    return new DenseLayer(weight, Optional.empty());
  }

  /** Number of inputs. */
  public int in() {
    return weight.shape().size(1);
  }

  /** Number of outputs. */
  public int out() {
    return weight.shape().size(0);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = Inputs.only("A dense layer", inputs);
    if (input.rank() != 2 || input.size(1) != in()) {
      throw FaException.user(
          "A dense layer from "
              + in()
              + " units reads ["
              + in()
              + "] per sample, but is given "
              + Inputs.sample(input)
              + ". "
              + (input.rank() == 2
                  ? "Build it for " + input.size(1) + " units."
                  : "Put flatten or a global average before it."));
    }
    return Shape.of(input.size(0), out());
  }

  @Override
  public Synapse synapse() {
    return new DenseSynapse();
  }
}
