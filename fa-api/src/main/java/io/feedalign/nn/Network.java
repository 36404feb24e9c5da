package io.feedalign.nn;

import io.feedalign.tensor.Shape;
import java.util.List;
import org.apiguardian.api.API;

/**
 * An immutable graph of layers, in topological order; the last node is the output. It knows no rule
 * and no backend.
 *
 * <pre>{@code
 * Network network = model.build(Shape.of(1, 28, 28), 10);
 * long numbers = network.trainableParameters();
 * String last = network.output().path(); // such as dense1
 * }</pre>
 *
 * @param name such as {@code lenet}
 * @param inputShape of one sample: (C, H, W)
 * @param classes size of the output's first axis behind the batch: classes, or channels of an image
 * @param nodes every node after its sources
 * @param head where output meets target
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Network(String name, Shape inputShape, int classes, List<Node> nodes, LossHead head) {
  /** Copies the nodes. */
  public Network {
    nodes = List.copyOf(nodes);
  }

  /** The node that gives the network's output. */
  public Node output() {
    return nodes.get(nodes.size() - 1);
  }

  /** Number of trainable numbers. */
  public long trainableParameters() {
    return nodes.stream()
        .flatMap(node -> node.layer().parameters().stream())
        .filter(Parameter::trainable)
        .mapToLong(parameter -> parameter.shape().elements())
        .sum();
  }

  /** The same network under another head. */
  public Network withHead(LossHead other) {
    return new Network(name, inputShape, classes, nodes, other);
  }
}
