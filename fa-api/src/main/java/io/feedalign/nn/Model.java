package io.feedalign.nn;

import io.feedalign.tensor.Shape;
import org.apiguardian.api.API;

/**
 * A recipe for networks: a function of the input's shape and the number of classes.
 *
 * <pre>{@code
 * Model perceptron = (input, classes) -> {
 *   NetworkBuilder net = new NetworkBuilder("perceptron", input);
 *   int flat = net.add("flatten1", new FlattenLayer(), net.input());
 *   int out = net.add("dense1", DenseLayer.of((int) input.elements(), classes), flat);
 *   return net.build(out, new SoftmaxCrossEntropyHead());
 * };
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
@FunctionalInterface
public interface Model {
  /**
   * The network for samples of shape (C, H, W).
   *
   * @throws io.feedalign.error.FaException (USER) if the model cannot take that shape
   */
  Network build(Shape input, int classes);
}
