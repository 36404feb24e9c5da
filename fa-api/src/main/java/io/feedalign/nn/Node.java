package io.feedalign.nn;

import io.feedalign.tensor.Shape;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A layer at its place in a network.
 *
 * <pre>{@code
 * Node node = network.output();
 * List<String> paths = node.layer().parameters().stream().map(node::pathOf).toList();
 * // such as [dense1.weight, dense1.bias]
 * }</pre>
 *
 * @param index place in topological order
 * @param path as people say it, such as {@code layer2.0.conv1}
 * @param sources indices of the nodes it reads, one per slot; {@link #INPUT} is the network's input
 * @param outputShape without the batch axis
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Node(int index, String path, Layer layer, List<Integer> sources, Shape outputShape) {
  /** The index that stands for the network's input. */
  public static final int INPUT = -1;

  /** Copies the sources. */
  public Node {
    sources = List.copyOf(sources);
  }

  /** The path of one of its parameters, such as {@code conv1.weight}. */
  public String pathOf(Parameter parameter) {
    return path + "." + parameter.name();
  }
}
