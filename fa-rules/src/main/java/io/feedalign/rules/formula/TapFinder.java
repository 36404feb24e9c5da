package io.feedalign.rules.formula;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Value;
import io.feedalign.nn.Activation;
import io.feedalign.nn.Parameter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where direct feedback enters a network, found from its edges: one sweep upwards carries along
 * from which population each value comes.
 */
final class TapFinder {
  private final List<Edge> edges;
  private final boolean lastExact;

  // The activation's output from which a value comes by layers that do not learn, and the edge by
  // which it leaves that output; none for the output itself.
  private final Map<Value, Value> population = new HashMap<>();
  private final Map<Value, Edge> exit = new HashMap<>();
  private final Map<Value, Edge> carriers = new LinkedHashMap<>();

  /**
   * The taps of a network.
   *
   * @param block whether the tap is what the synapse reads, always
   * @param lastExact whether credit leaves the last layer exactly
   */
  TapFinder(List<Edge> edges, boolean block, boolean lastExact) {
    this.edges = edges;
    this.lastExact = lastExact;
    if (!block) {
      edges.forEach(this::follow);
    }
    for (Edge edge : edges) {
      if (hasTap(edge)) {
        carriers.putIfAbsent(tapOf(edge), exit.getOrDefault(edge.input(), edge));
      }
    }
  }

  private void follow(Edge edge) {
    long ways = edges.stream().filter(other -> other.output().equals(edge.output())).count();
    if (ways > 1 || edge.synaptic()) {
      return;
    }
    Value from = population.get(edge.input());
    if (edge.layer() instanceof Activation) {
      population.put(edge.output(), edge.output());
    } else if (from != null && edge.layer().parameters().stream().noneMatch(Parameter::trainable)) {
      population.put(edge.output(), from);
      exit.put(edge.output(), exit.getOrDefault(edge.input(), edge));
    }
  }

  /** Whether the feedback of some tap crosses this edge. */
  boolean carries(Edge edge) {
    Edge carrier = carriers.get(edge.input());
    return carrier != null && same(carrier, edge);
  }

  /** Whether exact credit crosses this edge, where what flows past taps is kept or cut. */
  boolean passes(Edge edge, boolean keep) {
    if (stepsFrom(edge).isEmpty() || keep) {
      return stepsFrom(edge).isPresent();
    }
    return !carriers.containsKey(edge.input()) && same(shortest(edge), edge);
  }

  /** Of the edges that leave the same value as a passable one: the first with the fewest steps. */
  private Edge shortest(Edge edge) {
    Edge best = edge;
    int fewest = Integer.MAX_VALUE;
    for (Edge other : edges) {
      int steps = other.input().equals(edge.input()) ? stepsFrom(other).orElse(fewest) : fewest;
      if (steps < fewest) {
        best = other;
        fewest = steps;
      }
    }
    return best;
  }

  /** The synapses that hear from a tap. */
  List<Edge> listeners(Value tap) {
    return edges.stream().filter(edge -> hasTap(edge) && tapOf(edge).equals(tap)).toList();
  }

  /** The synapses that the activity of a value reaches. */
  List<Edge> above(Value value) {
    Set<Value> active = new HashSet<>(Set.of(value));
    edges.stream()
        .filter(edge -> active.contains(edge.input()))
        .forEach(edge -> active.add(edge.output()));
    return edges.stream().filter(edge -> edge.synaptic() && active.contains(edge.input())).toList();
  }

  private Value tapOf(Edge synapse) {
    return population.getOrDefault(synapse.input(), synapse.input());
  }

  private boolean hasTap(Edge edge) {
    return edge.synaptic() && !edge.first() && !exact(edge);
  }

  private boolean exact(Edge edge) {
    return !edge.synaptic() || lastExact && edge.last();
  }

  /** How far it is by exact edges from behind an edge, itself exact, to where credit starts. */
  private OptionalInt stepsFrom(Edge edge) {
    Set<Value> reached = new HashSet<>();
    Set<Value> front = exact(edge) ? Set.of(edge.output()) : Set.of();
    for (int steps = 0; !front.isEmpty(); steps++) {
      if (front.stream().anyMatch(this::starts)) {
        return OptionalInt.of(steps);
      }
      reached.addAll(front);
      Set<Value> next = new HashSet<>();
      for (Edge onward : edges) {
        if (exact(onward) && front.contains(onward.input()) && !reached.contains(onward.output())) {
          next.add(onward.output());
        }
      }
      front = next;
    }
    return OptionalInt.empty();
  }

  private boolean starts(Value value) {
    return carriers.containsKey(value)
        || edges.stream().anyMatch(edge -> edge.last() && edge.output().equals(value));
  }

  private static boolean same(Edge a, Edge b) {
    return a.slot() == b.slot() && a.path().equals(b.path());
  }
}
