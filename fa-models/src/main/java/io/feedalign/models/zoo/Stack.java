package io.feedalign.models.zoo;

import io.feedalign.ir.Geometry;
import io.feedalign.models.init.WeightInit;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.DenseLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.GlobalAvgPoolLayer;
import io.feedalign.models.layer.MaxPoolLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.tensor.Shape;
import java.util.HashMap;
import java.util.Map;

/**
 * A network that grows in a line: each layer reads the one before. Paths count by kind: {@code
 * conv1}, {@code relu1}, {@code conv2}.
 *
 * <pre>{@code
 * Network network = Stack.on("tiny", Shape.of(1, 28, 28), WeightInit.HE_UNIFORM)
 *     .conv(6, Geometry.square(5, 1, 2)).relu().maxPool(2)
 *     .flatten().dense(10).classify();
 * }</pre>
 */
public final class Stack {
  private final NetworkBuilder builder;
  private final WeightInit init;
  private final Map<String, Integer> counts = new HashMap<>();
  private int top;

  private Stack(NetworkBuilder builder, WeightInit init) {
    this.builder = builder;
    this.init = init;
    this.top = builder.input();
  }

  /** An empty stack on samples of the given shape, whose weights start as told. */
  public static Stack on(String name, Shape input, WeightInit init) {
    return new Stack(new NetworkBuilder(name, input), init);
  }

  /** The shape on top, without the batch axis. */
  public Shape shape() {
    return builder.shapeOf(top);
  }

  /** The path that the next layer of a kind gets. */
  public String nextPath(String kind) {
    return kind + (counts.getOrDefault(kind, 0) + 1);
  }

  /** Any layer, of a kind by which its path counts. */
  public Stack add(String kind, Layer layer) {
    String path = nextPath(kind);
    counts.merge(kind, 1, Integer::sum);
    top = builder.add(path, layer, top);
    return this;
  }

  /** A convolution with bias to so many channels. */
  public Stack conv(int out, Geometry geometry) {
    return add("conv", Conv2dLayer.of(shape().size(0), out, geometry).starting(init));
  }

  /** A dense layer with bias to so many units. */
  public Stack dense(int out) {
    return add("dense", DenseLayer.of(Math.toIntExact(shape().elements()), out).starting(init));
  }

  /** A ReLU. */
  public Stack relu() {
    return add("relu", new ReluLayer());
  }

  /** Max pooling over square windows that do not overlap. */
  public Stack maxPool(int size) {
    return add("maxpool", MaxPoolLayer.of(size, size));
  }

  /** The mean of each channel. */
  public Stack globalAverage() {
    return add("gap", new GlobalAvgPoolLayer());
  }

  /** Images as rows. */
  public Stack flatten() {
    return add("flatten", new FlattenLayer());
  }

  /** The finished network, under softmax cross-entropy. */
  public Network classify() {
    return builder.build(top, new SoftmaxCrossEntropyHead());
  }
}
