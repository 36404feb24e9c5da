package io.feedalign.core.audit;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Yields given numbers in place of what it reads, and lets credit pass: so that a gate opens on the
 * reference exactly where it opened in the audited step.
 *
 * @param value the numbers, with their batch axis
 */
record HeldOutput(Parameter value) implements Layer {
  private static final String NAME = "value";
  private static final String SUFFIX = ".held";

  /** A network in which what each node yields is given. */
  static Network in(Network network, int batch) {
    List<Node> nodes = new ArrayList<>();
    for (Node node : network.nodes()) {
      List<Integer> sources = node.sources().stream().map(HeldOutput::held).toList();
      Shape shape = node.outputShape();
      nodes.add(new Node(nodes.size(), node.path(), node.layer(), sources, shape));
      Parameter value =
          new Parameter(NAME, shape.withBatch(batch), Initializer.ZEROS, Parameter.Role.STATISTIC);
      List<Integer> below = List.of(nodes.size() - 1);
      nodes.add(new Node(nodes.size(), node.path() + SUFFIX, new HeldOutput(value), below, shape));
    }
    return new Network(
        network.name(), network.inputShape(), network.classes(), nodes, network.head());
  }

  private static int held(int source) {
    return source == Node.INPUT ? Node.INPUT : 2 * source + 1;
  }

  /** Where the numbers that stand for a node's output are kept. */
  static String pathOf(Node node) {
    return node.path() + SUFFIX + "." + NAME;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(value);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    Reshape given = new Reshape(Form.activation(value.shape()));
    return Trace.of(call, emit.write(given, call.parameter(NAME)).get(0));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    return signal;
  }
}
