package io.feedalign.core.compile;

import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Learning;
import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.UpdateRule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes what learning changes: weight := constraint(weight - chain(gradient)), from the output
 * down, so that a gradient can be used up before the next one is made.
 */
final class UpdateTracer {
  private final UpdateRule update;
  private final Held held;
  private final Emitter emit;
  private final Map<String, Value> gradients = new LinkedHashMap<>();
  private final Map<String, Value> updated = new LinkedHashMap<>();

  UpdateTracer(UpdateRule update, Held held, Emitter emit) {
    this.update = update;
    this.held = held;
    this.emit = emit;
  }

  /** Every gradient by the path of its parameter. */
  Map<String, Value> gradients() {
    return gradients;
  }

  /** Every new value by the path of its tensor. */
  Map<String, Value> updated() {
    return updated;
  }

  void learn(ForwardPass pass, CreditTracer credit, RuleTransport rule) {
    for (int i = pass.network().nodes().size() - 1; i >= 0; i--) {
      Node node = pass.network().nodes().get(i);
      for (Parameter parameter : node.layer().parameters()) {
        if (parameter.trainable()) {
          learnParameter(node, parameter, credit);
        }
      }
    }
    rule.edgeRules()
        .forEach(
            (edge, edgeRule) -> {
              if (edge.synaptic()) {
                learnEdge(edge, edgeRule);
              }
            });
  }

  private void learnParameter(Node node, Parameter parameter, CreditTracer credit) {
    String path = node.pathOf(parameter);
    Value gradient = credit.gradient(node, parameter);
    gradients.put(path, gradient);
    TensorUpdate context = held.context(node, parameter);
    Emitter here = emit.in(path);
    Value proposed = propose(here, context, gradient);
    store(here, context, held.project(here.in("constraint"), context, proposed));
  }

  private Value propose(Emitter here, TensorUpdate context, Value gradient) {
    Value change = update.apply(here.in("update"), context, gradient);
    return here.in("update").subtract(context.weight(), change);
  }

  private void store(Emitter here, TensorUpdate context, Value value) {
    updated.put(context.path(), value);
    here.assign(context.weight(), value);
  }

  private void learnEdge(LayerEdge edge, EdgeRule rule) {
    String weightPath = edge.node().pathOf(edge.weightParameter());
    Value gradient = gradients.get(weightPath);
    if (gradient != null) {
      rule.learn(new EdgeLearning(edge, gradient));
    }
  }

  /** What an edge's rule may do once gradients exist. */
  private final class EdgeLearning implements Learning {
    private final LayerEdge edge;
    private final Value gradient;

    EdgeLearning(LayerEdge edge, Value gradient) {
      this.edge = edge;
      this.gradient = gradient;
    }

    @Override
    public Value gradient() {
      return gradient;
    }

    @Override
    public Emitter emit() {
      return emit.in(edge.path() + "/learn");
    }

    @Override
    public void train(Value state, Value stateGradient) {
      checkShrinksAlike(state);
      TensorUpdate context = held.trained(edge, state);
      Emitter here = emit.in(state.name());
      store(here, context, propose(here, context, stateGradient));
    }

    private void checkShrinksAlike(Value state) {
      if (update.traits().bendsWeight()) {
        throw FaException.user(
            "The rule trains '"
                + state.name()
                + "' beside its weight, so that the two come to agree as both decay. In this update"
                + " the decay, or the size of the weight, goes through a nonlinear link such as"
                + " Adam's division, and they would never agree. Use decoupled decay"
                + " (decay_mode: decoupled), or an update that is linear in the weight, such as"
                + " sgd.");
      }
    }
  }
}
