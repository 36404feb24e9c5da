package io.feedalign.core.audit;

import io.feedalign.core.compile.InspectedStep;
import io.feedalign.credit.Claim;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Constraint;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Watches what persists: what must stay, what must learn, and what must move. */
final class StateJudge {
  private final Network network;
  private final Claims claims;
  private final StepJudge changes;
  private final Findings findings;
  private final Set<String> remembered;

  StateJudge(
      Network network,
      Claims claims,
      StepJudge changes,
      Findings findings,
      Set<String> remembered) {
    this.network = network;
    this.claims = claims;
    this.changes = changes;
    this.findings = findings;
    this.remembered = remembered;
  }

  /** What persisted at two moments. */
  record Between(Map<String, double[]> before, Map<String, double[]> after, String when) {}

  /** Fixed states and remembered values keep their bits. */
  void fixed(Between moments) {
    Set<String> fixed = new HashSet<>(remembered);
    for (Edge edge : claims.edges()) {
      fixed.addAll(claims.at(edge).fixed());
    }
    for (Edge edge : claims.edges()) {
      fixed.removeAll(claims.at(edge).learned().keySet());
      fixed.removeAll(claims.at(edge).rehearsed().keySet());
    }
    for (String path : fixed) {
      double[] now = moments.after().get(path);
      if (now != null) {
        int changed = Norms.differing(Objects.requireNonNull(moments.before().get(path)), now);
        if (changed > 0) {
          findings.fail(
              "fixed",
              path,
              "'"
                  + path
                  + "' must stay as it is, but "
                  + changed
                  + " of its "
                  + now.length
                  + " numbers changed "
                  + moments.when()
                  + ".");
        }
      }
    }
    missing(moments.after().keySet());
  }

  private void missing(Set<String> known) {
    for (Edge edge : claims.edges()) {
      Claim claim = claims.at(edge);
      if (!edge.first() && claim.fixed().stream().anyMatch(path -> !known.contains(path))) {
        findings.fail(
            "missing",
            Places.of(edge),
            "layer '"
                + Places.of(edge)
                + "': the formula speaks of "
                + claim.fixed()
                + ", but the rule keeps no such state.");
      }
    }
  }

  /** Learned states became what the formula says, and no other state of the rule changed. */
  void learned(Evidence before, Evidence after, Between moments) {
    Map<String, double[]> expected = new LinkedHashMap<>();
    for (Edge edge : claims.edges()) {
      claims
          .at(edge)
          .learned()
          .forEach(
              (path, change) ->
                  expected.put(path, next(path, moments, () -> change.from(before, after))));
    }
    expected.forEach((path, numbers) -> becomes("learning", path, moments, numbers));
    if (claims.declared()) {
      others(expected.keySet(), moments);
    }
  }

  private double[] next(String path, Between moments, Supplier<double[]> computed) {
    double[] now = moments.after().get(path);
    return now == null ? new double[0] : findings.computed(path, now.length, computed);
  }

  /** Rehearsed states became what the formula says, and nothing else changed. */
  void rehearsed(Evidence before, Between moments) {
    Map<String, double[]> expected = new LinkedHashMap<>();
    for (Edge edge : claims.edges()) {
      claims
          .at(edge)
          .rehearsed()
          .forEach(
              (path, rule) -> expected.put(path, next(path, moments, () -> rule.from(before))));
    }
    expected.forEach((path, numbers) -> becomes("rehearsal", path, moments, numbers));
    if (claims.declared()) {
      moments
          .after()
          .forEach(
              (path, now) -> {
                if (!expected.containsKey(path)) {
                  untouched(path, moments, "a rehearsal");
                }
              });
    }
  }

  private void becomes(String kind, String path, Between moments, double[] expected) {
    double[] now = moments.after().get(path);
    if (!findings.computable(path)) {
      return;
    }
    if (now == null) {
      findings.fail(kind, path, "the formula speaks of '" + path + "', which the rule has not.");
      return;
    }
    double[] was = Objects.requireNonNull(moments.before().get(path));
    StepJudge.Change change = changes.change(was, now, expected);
    if (!change.passes()) {
      findings.fail(
          kind,
          path,
          "'"
              + path
              + "': its change "
              + moments.when()
              + " is off the formula's by "
              + Findings.number(change.residual())
              + " of its norm"
              + (Norms.differing(was, now) == 0 ? "; it did not change at all." : "."));
    }
  }

  /** States that belong neither to a parameter nor to a claim have no reason to change. */
  private void others(Set<String> learned, Between moments) {
    for (String path : moments.after().keySet()) {
      boolean claimed =
          learned.stream().anyMatch(known -> path.equals(known) || path.startsWith(known + "."));
      if (!claimed && !ofParameter(path)) {
        untouched(path, moments, "learning");
      }
    }
  }

  private boolean ofParameter(String path) {
    return network.nodes().stream()
        .anyMatch(
            node ->
                node.layer().parameters().stream()
                    .map(node::pathOf)
                    .anyMatch(known -> path.equals(known) || path.startsWith(known + ".")));
  }

  private void untouched(String path, Between moments, String by) {
    double[] before = Objects.requireNonNull(moments.before().get(path));
    double[] after = Objects.requireNonNull(moments.after().get(path));
    if (Norms.differing(before, after) > 0) {
      findings.fail(
          "untouched",
          path,
          "'"
              + path
              + "' changed "
              + moments.when()
              + ", but the formula lets "
              + by
              + " change no such thing.");
    }
  }

  /** Weights moved, unless their gradient is exactly zero. */
  void moved(Between moments, Map<String, Double> gradients) {
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.layer().parameters()) {
        String path = node.pathOf(parameter);
        if (parameter.role() == Parameter.Role.WEIGHT && still(path, moments)) {
          if (gradients.getOrDefault(path, 0.0) <= Norms.NOTHING) {
            findings.remark("'" + path + "' did not move: its gradient is zero by the formula.");
          } else {
            findings.fail(
                "moved",
                path,
                "'"
                    + path
                    + "' did not move "
                    + moments.when()
                    + ", though its gradient is not zero.");
          }
        }
      }
    }
  }

  private static boolean still(String path, Between moments) {
    double[] before = Objects.requireNonNull(moments.before().get(path));
    return Norms.differing(before, Objects.requireNonNull(moments.after().get(path))) == 0;
  }

  /** Parameters are where the constraint allows. */
  void constrained(Constraint constraint, InspectedStep audited, Between moments) {
    audited
        .contexts()
        .forEach(
            (path, context) ->
                constraint
                    .breach(
                        context,
                        Objects.requireNonNull(moments.before().get(path)).clone(),
                        Objects.requireNonNull(moments.after().get(path)).clone())
                    .ifPresent(
                        breach ->
                            findings.fail(
                                "constraint",
                                path,
                                "'"
                                    + path
                                    + "' broke its constraint "
                                    + moments.when()
                                    + ": "
                                    + breach
                                    + ".")));
  }
}
