package io.feedalign.nn;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * Grows a {@link Network} node by node, checking shapes as it goes.
 *
 * <pre>{@code
 * NetworkBuilder net = new NetworkBuilder("tiny", Shape.of(1, 28, 28));
 * int flat = net.add("flatten1", new FlattenLayer(), net.input());
 * int out = net.add("dense1", DenseLayer.of(784, 10), flat);
 * Network network = net.build(out, new SoftmaxCrossEntropyHead());
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class NetworkBuilder {
  private final String name;
  private final Shape inputShape;
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> paths = new HashSet<>();

  /** An empty network for samples of the given shape. */
  public NetworkBuilder(String name, Shape inputShape) {
    this.name = name;
    this.inputShape = inputShape;
  }

  /** The handle of the network's input. */
  public int input() {
    return Node.INPUT;
  }

  /** The shape behind a handle, without the batch axis. */
  public Shape shapeOf(int handle) {
    return handle == Node.INPUT ? inputShape : nodes.get(handle).outputShape();
  }

  /**
   * Adds a layer that reads the given handles.
   *
   * @return the handle of its output
   * @throws FaException naming the path, if shapes do not fit or the path is taken
   */
  public int add(String path, Layer layer, int... sources) {
    if (!paths.add(path)) {
      throw FaException.plugin("Network '" + name + "' has two layers at path '" + path + "'.");
    }
    List<Integer> handles = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    for (int source : sources) {
      handles.add(source);
      shapes.add(shapeOf(source).withBatch(1));
    }
    Shape output = outputShape(path, layer, shapes).withoutBatch();
    nodes.add(new Node(nodes.size(), path, layer, handles, output));
    return nodes.size() - 1;
  }

  private Shape outputShape(String path, Layer layer, List<Shape> shapes) {
    try {
      return layer.outputShape(shapes);
    } catch (FaException misfit) {
      throw new FaException(
          ErrorKind.USER, "Layer '" + path + "' of '" + name + "': " + misfit.getMessage(), misfit);
    }
  }

  /**
   * The finished network.
   *
   * @param output the last node added; its shape is (classes), or (classes, H, W), which only a
   *     head for images accepts
   */
  public Network build(int output, LossHead head) {
    if (output != nodes.size() - 1) {
      throw FaException.plugin("The output of '" + name + "' must be the layer added last.");
    }
    Shape shape = nodes.get(output).outputShape();
    if (shape.rank() != 1 && shape.rank() != 3) {
      throw FaException.user(
          "The output of '"
              + name
              + "' has shape "
              + shape
              + " per sample, but must be (classes) or (classes, H, W). End it with flatten and"
              + " dense.");
    }
    return new Network(name, inputShape, shape.size(0), nodes, head);
  }
}
