package io.feedalign.spi;

import io.feedalign.nn.Model;
import io.feedalign.tensor.Shape;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Makes a model: a function of input shape and classes.
 *
 * <pre>{@code
 * final class PerceptronProvider implements ModelProvider {
 *   public String name() { return "perceptron"; }
 *   public String description() { return "One dense layer (Rosenblatt 1958)."; }
 *   public Model create(Settings settings) {
 *     return (input, classes) -> grow(new NetworkBuilder(name(), input), classes);
 *   }
 *   private static Network grow(NetworkBuilder net, int classes) {
 *     int flat = net.add("flatten1", new FlattenLayer(), net.input());
 *     int out = net.add("dense1", DenseLayer.of(net.shapeOf(flat).size(0), classes), flat);
 *     return net.build(out, new SoftmaxCrossEntropyHead());
 *   }
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface ModelProvider extends Provider<Model> {
  /** The shape (C, H, W) of the images that the model is usually trained on, if there is one. */
  default Optional<Shape> usualInput() {
    return Optional.empty();
  }
}
