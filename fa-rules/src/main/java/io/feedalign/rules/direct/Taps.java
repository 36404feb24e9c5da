package io.feedalign.rules.direct;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Value;
import io.feedalign.nn.Activation;
import io.feedalign.nn.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where feedback enters one network: its taps, and which edges carry what. */
final class Taps {
  private static final int NOWHERE = Integer.MAX_VALUE;

  private final List<Edge> edges;
  private final Pathway pathway;
  private final Map<Value, List<Edge>> leaving = new HashMap<>();
  private final Map<Value, List<Edge>> arriving = new HashMap<>();
  private final Set<Value> taught = new HashSet<>();
  private final Map<Value, Edge> carriers = new LinkedHashMap<>();
  private final Map<Value, Integer> distances = new HashMap<>();

  /** The taps of a network with these edges, in topological order. */
  Taps(List<Edge> edges, Pathway pathway) {
    this.edges = edges;
    this.pathway = pathway;
    for (Edge edge : edges) {
      leaving.computeIfAbsent(edge.input(), v -> new ArrayList<>()).add(edge);
      arriving.computeIfAbsent(edge.output(), v -> new ArrayList<>()).add(edge);
      if (learns(edge) || taught.contains(edge.input())) {
        taught.add(edge.output());
      }
    }
    edges.stream().filter(this::tapped).forEach(this::tap);
    for (int i = edges.size() - 1; i >= 0; i--) {
      measure(edges.get(i));
    }
  }

  /** The edge that carries each tap's feedback, by tap, in topological order of the readers. */
  Map<Value, Edge> carriers() {
    return carriers;
  }

  /** Whether feedback crosses this edge. */
  boolean carries(Edge edge) {
    return edge.equals(carriers.get(edge.input()));
  }

  /** Whether exact credit crosses this edge. */
  boolean passes(Edge edge) {
    if (!exact(edge) || distance(edge.output()) == NOWHERE) {
      return false;
    }
    if (pathway.skips() == Pathway.Skips.KEEP) {
      return true;
    }
    return !carriers.containsKey(edge.input()) && nearest(edge.input()).equals(Optional.of(edge));
  }

  /** The synapses whose tap a value is. */
  List<Edge> readers(Value tap) {
    return synapsesAfter(tap).stream()
        .filter(edge -> tapped(edge) && entry(edge).input().equals(tap))
        .toList();
  }

  /** The synapses that the activity of a value reaches, in topological order. */
  List<Edge> synapsesAfter(Value start) {
    Set<Value> reached = new HashSet<>(Set.of(start));
    List<Edge> after = new ArrayList<>();
    for (Edge edge : edges) {
      if (reached.contains(edge.input())) {
        reached.add(edge.output());
        if (edge.synaptic()) {
          after.add(edge);
        }
      }
    }
    return after;
  }

  private static boolean learns(Edge edge) {
    return edge.layer().parameters().stream().anyMatch(Parameter::trainable);
  }

  private boolean exact(Edge edge) {
    return !edge.synaptic() || pathway.lastExact() && edge.last();
  }

  private boolean tapped(Edge edge) {
    return !exact(edge) && taught.contains(edge.input());
  }

  private void tap(Edge synapse) {
    Edge entry = entry(synapse);
    carriers.putIfAbsent(entry.input(), entry);
  }

  /** The edge at whose input the feedback of a synapse enters. */
  private Edge entry(Edge synapse) {
    Edge entry = synapse;
    while (pathway.tap() == Pathway.Tap.ACTIVATION) {
      List<Edge> above = arriving.getOrDefault(entry.input(), List.of());
      if (above.size() != 1 || above.get(0).synaptic()) {
        return synapse;
      }
      if (above.get(0).layer() instanceof Activation) {
        return entry;
      }
      if (learns(above.get(0))) {
        return synapse;
      }
      entry = above.get(0);
    }
    return entry;
  }

  /** How many edges lie between a value and the nearest place where credit starts. */
  private int distance(Value value) {
    return carriers.containsKey(value) ? 0 : distances.getOrDefault(value, NOWHERE);
  }

  private void measure(Edge edge) {
    if (edge.last()) {
      distances.put(edge.output(), 0);
    }
    int above = distance(edge.output());
    if (exact(edge) && above != NOWHERE) {
      distances.merge(edge.input(), above + 1, Math::min);
    }
  }

  /** The first of the shortest ways from a value that is no tap to where credit starts. */
  private Optional<Edge> nearest(Value value) {
    return leaving.getOrDefault(value, List.of()).stream()
        .filter(edge -> exact(edge) && distance(edge.output()) != NOWHERE)
        .min(Comparator.comparingInt(edge -> distance(edge.output())));
  }
}
