package io.feedalign.core.compile;

import io.feedalign.backend.Backend;
import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;
import io.feedalign.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * An update chain on given numbers, for tensors that learn beside a layer's weight: no constraint,
 * and what the chain keeps is read but left as it is.
 *
 * @param shapes of every persistent tensor, by path
 */
public record ChainArithmetic(
    Backend backend, UpdateRule chain, Network network, Map<String, Shape> shapes) {
  /** Copies the map. */
  public ChainArithmetic {
    shapes = Map.copyOf(shapes);
  }

  /**
   * What the chain makes of a tensor in one step.
   *
   * @param path of the tensor, such as {@code conv1.feedback}
   * @param states what persists as the step starts, by path
   */
  public double[] next(String path, double[] gradient, Map<String, double[]> states, long step) {
    SmallProgram program = new SmallProgram();
    Given given = new Given(program, shapes, states, step, new HashMap<>());
    Value tensor = given.state(path);
    Value proposal = program.given("gradient", tensor.form(), gradient);
    Context context = new Context(path, layerOf(path), tensor, given);
    Value change = chain.apply(program.emit(), context, proposal);
    return program.run(backend, program.emit().subtract(tensor, change));
  }

  /** The layer whose weight the tensor learns beside. */
  private Node layerOf(String path) {
    return network.nodes().stream()
        .filter(node -> node.layer() instanceof SynapticLayer)
        .filter(node -> path.startsWith(node.path() + "."))
        .findFirst()
        .orElseThrow(
            () ->
                FaException.plugin(
                    "A formula trains '" + path + "', which belongs to no layer with weights."));
  }

  /** The numbers as they stand. */
  private record Given(
      SmallProgram program,
      Map<String, Shape> shapes,
      Map<String, double[]> states,
      long step,
      Map<Object, Value> known) {
    Value state(String path) {
      Shape shape = shapes.get(path);
      double[] numbers = states.get(path);
      if (shape == null || numbers == null) {
        throw FaException.plugin(
            "A formula trains a tensor with '"
                + path
                + "', which the step has not. It has "
                + states.keySet()
                + ".");
      }
      return known.computeIfAbsent(path, p -> program.given(path, Form.parameter(shape), numbers));
    }

    Value scheduled(String name, Schedule schedule) {
      double now = schedule.at(new Schedule.Progress(step, Math.max(1, step + 1), 1));
      return known.computeIfAbsent(
          schedule, s -> program.given(name, Form.SCALAR, new double[] {(float) now}));
    }
  }

  /** What the chain is given. */
  private record Context(String path, Node node, Value weight, Given given)
      implements UpdateContext {
    @Override
    public Parameter parameter() {
      return ((SynapticLayer) node.layer()).weight();
    }

    @Override
    public boolean first() {
      return node.sources().contains(Node.INPUT);
    }

    @Override
    public Value state(String name, Initializer initializer) {
      return given.state(path + "." + name);
    }

    @Override
    public Value remember(String name, Function<Emitter, Value> atStart) {
      return given.state(path + "." + name);
    }

    @Override
    public Value scheduled(String name, Schedule schedule) {
      return given.scheduled(name, schedule);
    }
  }
}
