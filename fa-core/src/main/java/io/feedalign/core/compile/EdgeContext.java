package io.feedalign.core.compile;

import io.feedalign.credit.Edge;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Network;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a rule is given at one edge; its names live below the edge's path. */
record EdgeContext(LayerEdge edge, ForwardPass pass, Keep keep) implements RuleContext {
  /**
   * What outlives a step: states, the parameters under their constraint, and what rules noted.
   *
   * @param notes may be added to
   */
  record Keep(States states, Held held, Set<String> notes) {}

  private States states() {
    return keep.states();
  }

  @Override
  public Network network() {
    return pass.network();
  }

  @Override
  public Value state(String name, Shape shape, Initializer initializer) {
    return states().drawn(pathOf(name), shape, initializer);
  }

  @Override
  public Value shared(String name, Shape shape, Initializer initializer) {
    return states().drawn("rule." + name, shape, initializer);
  }

  @Override
  public List<Edge> edges() {
    return List.copyOf(pass.edges());
  }

  @Override
  public Value remember(String name, Function<Emitter, Value> atStart) {
    return states().remembered(pathOf(name), atStart);
  }

  @Override
  public Optional<Value> signs(Edge of) {
    return keep.held().signs((LayerEdge) of);
  }

  @Override
  public boolean signsByUnit(Edge of) {
    return keep.held().signsByUnit((LayerEdge) of);
  }

  @Override
  public void note(String line) {
    keep.notes().add(line);
  }

  @Override
  public Draw fresh(String name) {
    return states().fresh(pathOf(name));
  }

  @Override
  public List<Edge> synapsesAfter(Edge start) {
    Set<Value> reached = new HashSet<>();
    reached.add(start.output());
    List<Edge> after = new ArrayList<>();
    for (LayerEdge candidate : pass.edges()) {
      if (reached.contains(candidate.input())) {
        reached.add(candidate.output());
        if (candidate.synaptic()) {
          after.add(candidate);
        }
      }
    }
    return after;
  }

  private String pathOf(String name) {
    return edge.path() + "." + name;
  }
}
