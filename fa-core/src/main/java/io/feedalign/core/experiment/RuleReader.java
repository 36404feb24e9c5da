package io.feedalign.core.experiment;

import io.feedalign.core.experiment.Resolver.Resolved;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.error.Problems;
import io.feedalign.spi.RuleProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one rule, or a default rule with others for some {@code layers}. */
record RuleReader(Plugins plugins, Resolver resolver) {
  /** Keys of a rule's map that are not the rule's own settings. */
  static final String[] FOREIGN = {"label", "update", "constraint", "layers"};

  /**
   * A rule and its record.
   *
   * @param settings every setting in force, by name
   */
  record Ruled(CreditAssignmentRule rule, Map<String, Object> settings) {}

  Optional<Ruled> read(Reference whole) {
    Optional<Ruled> fallback = single(whole.without(FOREIGN));
    Object layers = whole.settings().get("layers");
    if (layers == null) {
      return fallback;
    }
    Optional<Map<String, Object>> byPattern = Reference.asMap(layers);
    Problems problems = resolver.problems();
    if (byPattern.isEmpty() || byPattern.get().isEmpty()) {
      problems.add(
          whole.path() + ".layers", "must be a map from layer paths to rules: {\"conv1\": ...}.");
      return Optional.empty();
    }
    return fallback.flatMap(found -> layered(whole, found, byPattern.get()));
  }

  private Optional<Ruled> layered(Reference whole, Ruled fallback, Map<String, Object> layers) {
    List<LayeredRule.Part> parts = new ArrayList<>();
    Map<String, Object> record = new LinkedHashMap<>();
    layers.forEach(
        (pattern, value) ->
            Reference.read(whole.path() + ".layers." + pattern, value, resolver.problems())
                .ifPresent(
                    reference ->
                        single(reference)
                            .ifPresent(
                                ruled -> {
                                  record.put(pattern, ruled.settings());
                                  parts.add(
                                      new LayeredRule.Part(
                                          pattern, VariantReader.words(reference), ruled.rule()));
                                })));
    if (parts.size() != layers.size()) {
      return Optional.empty();
    }
    Map<String, Object> settings = new LinkedHashMap<>(fallback.settings());
    settings.put("layers", record);
    LayeredRule.Part rest =
        new LayeredRule.Part("*", VariantReader.words(whole.without(FOREIGN)), fallback.rule());
    return Optional.of(new Ruled(new LayeredRule(rest, parts), settings));
  }

  private Optional<Ruled> single(Reference reference) {
    Optional<Resolved<RuleProvider>> found = resolver.find(plugins.rules(), reference);
    return found.flatMap(
        resolved ->
            resolver.create(resolved).map(rule -> new Ruled(rule, VariantReader.record(resolved))));
  }
}
