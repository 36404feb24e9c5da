package io.feedalign.cli.config;

import io.feedalign.core.experiment.ConfigTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The rules of an experiment, each with a learning rate of its own. */
public final class RatedRules {

  private static final String RULES = "rules";
  private static final String RULE = "rule";
  private static final String UPDATE = "update";

  private RatedRules() {}

  /** The tree with every rule at one rate. */
  public static ConfigTree at(ConfigTree tree, double rate, String source) {
    return with(
        tree, entries(tree).stream().map(entry -> OptionalDouble.of(rate)).toList(), source);
  }

  /**
   * The tree with a rate for each rule, in their order; a rule without one stays as it is.
   *
   * @param source for mistakes, such as {@code --rates 0.1}
   */
  public static ConfigTree with(ConfigTree tree, List<OptionalDouble> rates, String source) {
    List<Object> entries = entries(tree);
    List<Object> rated = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      OptionalDouble rate = rates.get(i);
      rated.add(rate.isPresent() ? rated(entries.get(i), rate.getAsDouble()) : entries.get(i));
    }
    ConfigTree changed = Overrides.set(tree, RULES, rated, source);
    Map<String, Object> values = new LinkedHashMap<>(changed.values());
    values.remove(RULE);
    return new ConfigTree(values, changed.locations());
  }

  /** What the experiment lists under {@code rules}, or its one {@code rule}. */
  private static List<Object> entries(ConfigTree tree) {
    Object single = tree.values().get(RULE);
    return tree.values().get(RULES) instanceof List<?> list && !list.isEmpty()
        ? new ArrayList<>(list)
        : single == null ? List.of() : List.of(single);
  }

  /** The rule's own update keeps its other keys; without one, only the rate is its own. */
  private static Map<String, Object> rated(Object entry, double rate) {
    Map<String, Object> rule = map(entry);
    Object own = rule.get(UPDATE);
    Map<String, Object> update = own == null ? new LinkedHashMap<>() : map(own);
    update.put("rate", rate);
    rule.put(UPDATE, update);
    return rule;
  }

  /** A copy of a map; a name alone is short for a map with that name. */
  private static Map<String, Object> map(Object value) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach((key, element) -> copy.put(String.valueOf(key), element));
    } else {
      copy.put("name", value);
    }
    return copy;
  }
}
