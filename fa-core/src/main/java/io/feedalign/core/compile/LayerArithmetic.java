package io.feedalign.core.compile;

import io.feedalign.backend.Backend;
import io.feedalign.credit.Edge;
import io.feedalign.error.FaException;
import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Philox;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.LossHead;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Network;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The verbs of a network's synapses, its head and its draws, each as a program of its own on given
 * numbers: slow, and without a trace of any rule.
 */
public final class LayerArithmetic {
  private final Backend backend;
  private final Network network;
  private final States states;
  private final ForwardPass pass;
  private final long seed;

  /** Numbers and what they look like. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Operand(Form form, double[] numbers) {}

  /** The arithmetic of a network for batches of one size, with draws named by a seed. */
  public LayerArithmetic(Backend backend, Network network, int batch, long seed) {
    this.backend = backend;
    this.network = network;
    this.seed = seed;
    this.states = new States(network, batch, seed);
    this.pass = new ForwardPass(network, states, states.tape(), Mode.OBSERVE);
  }

  /** Forward through any tensor of a layer's weight's shape. */
  public double[] drive(String path, double[] x, double[] weight) {
    LayerEdge edge = synapse(path);
    return compute(
        (emit, in) -> edge.drive(emit, in.get(0), in.get(1)),
        new Operand(edge.input().form(), x),
        new Operand(edge.weight().form(), weight));
  }

  /** Backwards through any tensor of a layer's weight's shape. */
  public double[] pull(String path, double[] signal, double[] weight) {
    LayerEdge edge = synapse(path);
    return compute(
        (emit, in) -> edge.pull(emit, in.get(0), in.get(1)),
        new Operand(edge.output().form(), signal),
        new Operand(edge.weight().form(), weight));
  }

  /** A layer's plasticity term. */
  public double[] correlate(String path, double[] x, double[] signal) {
    LayerEdge edge = synapse(path);
    return compute(
        (emit, in) -> edge.correlate(emit, in.get(0), in.get(1)),
        new Operand(edge.input().form(), x),
        new Operand(edge.output().form(), signal));
  }

  /** What an initializer draws in a step from the stream at a path. */
  public double[] drawn(String path, long step, Shape shape, Initializer initializer) {
    return compute(
        (emit, in) -> initializer.draw(emit, shape, new Draw(Philox.key(seed, path), in.get(0))),
        new Operand(Form.integers(Shape.SCALAR), new double[] {step}));
  }

  /** What a layer without parameters makes of any values in its input's shape. */
  public double[] forward(String path, double[] x) {
    LayerEdge edge =
        pass.edges().stream().filter(e -> e.path().equals(path)).findFirst().orElse(null);
    if (edge == null || !edge.layer().parameters().isEmpty()) {
      throw FaException.plugin(
          "A formula asked for the layer '" + path + "' without parameters, but there is none.");
    }
    Draw draw = states.fresh(path);
    return compute(
        (emit, in) ->
            edge.layer().forward(emit, new Call(in, Map.of(), Mode.OBSERVE, draw)).output(),
        new Operand(edge.input().form(), x));
  }

  /** The gradient of the loss at the network's output. */
  public double[] outputError(double[] output, double[] target) {
    return met((emit, in) -> head().meet(emit, in.get(0), in.get(1)).error(), output, target);
  }

  /** The target as the loss sees it. */
  public double[] teacher(double[] output, double[] target) {
    return met((emit, in) -> head().teacher(emit, in.get(0), in.get(1)), output, target);
  }

  private LossHead head() {
    return network.head();
  }

  private double[] met(
      BiFunction<Emitter, List<Value>, Value> written, double[] output, double[] target) {
    return compute(
        written,
        new Operand(pass.output().form(), output),
        new Operand(states.target().form(), target));
  }

  private LayerEdge synapse(String path) {
    return pass.synapses().stream()
        .filter(edge -> edge.path().equals(path))
        .findFirst()
        .orElseThrow(
            () ->
                FaException.plugin(
                    "A formula asked for the layer '"
                        + path
                        + "', but layers with weights are "
                        + pass.synapses().stream().map(Edge::path).toList()
                        + "."));
  }

  private double[] compute(BiFunction<Emitter, List<Value>, Value> written, Operand... operands) {
    SmallProgram program = new SmallProgram();
    List<Value> inputs = new ArrayList<>();
    for (Operand operand : operands) {
      inputs.add(program.given("operand" + inputs.size(), operand.form(), operand.numbers()));
    }
    return program.run(backend, written.apply(program.emit(), inputs));
  }
}
