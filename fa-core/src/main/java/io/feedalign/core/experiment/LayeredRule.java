package io.feedalign.core.experiment;

import io.feedalign.credit.Claim;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.RuleContext;
import io.feedalign.error.FaException;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Value;
import io.feedalign.nn.Network;
import io.feedalign.nn.SynapticLayer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Different rules for different layers, chosen by path.
 *
 * <p>A synapse is taught by the first part whose pattern matches its path. An edge without weights
 * belongs to the rule of the first synapse that its activity reaches, since what crosses it
 * backwards comes from there; after the last synapse the default rule decides. So a direct rule
 * below a layerwise one replaces what arrives at its own taps, and above it nothing changes.
 */
final class LayeredRule implements CreditAssignmentRule {
  private final Part fallback;
  private final List<Part> parts;

  /**
   * A rule for the layers whose path matches.
   *
   * @param pattern a path, in which {@code *} stands for any letters
   * @param label the rule's name in tables
   */
  record Part(String pattern, String label, CreditAssignmentRule rule) {
    boolean matches(String path) {
      StringBuilder expression = new StringBuilder();
      for (String literal : pattern.split("\\*", -1)) {
        expression.append(expression.length() == 0 ? "" : ".*");
        expression.append(Pattern.quote(literal));
      }
      return path.matches(expression.toString());
    }
  }

  LayeredRule(Part fallback, List<Part> parts) {
    this.fallback = fallback;
    this.parts = List.copyOf(parts);
  }

  /** The label of the rule that teaches the layer at a path. */
  String labelAt(String path) {
    return part(path).label();
  }

  /** The patterns that match no synapse of a network. */
  List<String> idle(Network network) {
    return parts.stream()
        .map(Part::pattern)
        .filter(
            pattern ->
                network.nodes().stream()
                    .filter(node -> node.layer() instanceof SynapticLayer)
                    .noneMatch(node -> new Part(pattern, "", fallback.rule).matches(node.path())))
        .toList();
  }

  private Part part(String path) {
    return parts.stream().filter(part -> part.matches(path)).findFirst().orElse(fallback);
  }

  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    return part(edge.path()).rule().at(edge, context);
  }

  @Override
  public EdgeRule local(Edge edge, RuleContext context) {
    Optional<Edge> next = context.synapsesAfter(edge).stream().findFirst();
    Part owner = next.map(synapse -> part(synapse.path())).orElse(fallback);
    return owner.rule().local(edge, context);
  }

  @Override
  public Cadence rehearsal() {
    List<Cadence> asked =
        rules()
            .map(CreditAssignmentRule::rehearsal)
            .filter(cadence -> !cadence.equals(Cadence.NEVER))
            .distinct()
            .toList();
    if (asked.size() > 1) {
      throw FaException.user(
          "The rules of one network rehearse at different cadences: "
              + asked
              + ". Give them the same.");
    }
    return asked.isEmpty() ? Cadence.NEVER : asked.get(0);
  }

  @Override
  public int rehearsalsBefore() {
    return rules().mapToInt(CreditAssignmentRule::rehearsalsBefore).max().orElse(0);
  }

  /** Each edge's formula is that of its owner; where the owner declares none, nothing is said. */
  @Override
  public Optional<Formula> formula() {
    if (rules().allMatch(rule -> rule.formula().isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        (edge, edges) ->
            owner(edge, edges)
                .rule()
                .formula()
                .map(formula -> formula.at(edge, edges))
                .orElse(Claim.undeclared()));
  }

  private Part owner(Edge edge, List<Edge> edges) {
    if (edge.synaptic()) {
      return part(edge.path());
    }
    Set<Value> reached = new HashSet<>(Set.of(edge.output()));
    for (Edge next : edges) {
      if (reached.contains(next.input())) {
        if (next.synaptic()) {
          return part(next.path());
        }
        reached.add(next.output());
      }
    }
    return fallback;
  }

  private Stream<CreditAssignmentRule> rules() {
    return Stream.concat(Stream.of(fallback), parts.stream()).map(Part::rule);
  }
}
