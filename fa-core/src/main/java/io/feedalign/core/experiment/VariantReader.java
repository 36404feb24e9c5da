package io.feedalign.core.experiment;

import io.feedalign.core.experiment.Resolver.Resolved;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateRule;
import io.feedalign.spi.ConstraintProvider;
import io.feedalign.spi.Provider;
import io.feedalign.spi.UpdateRuleProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code rule} or {@code rules}, with {@code update} and {@code constraint}, into variants.
 */
final class VariantReader {
  private final Plugins plugins;
  private final Resolver resolver;

  VariantReader(Plugins plugins, Resolver resolver) {
    this.plugins = plugins;
    this.resolver = resolver;
  }

  List<Variant> read(Map<String, Object> values) {
    List<Variant> variants = new ArrayList<>();
    Object many = values.get("rules");
    if (many instanceof List<?> list && !list.isEmpty()) {
      for (int i = 0; i < list.size(); i++) {
        Object entry = Objects.requireNonNull(list.get(i));
        variant("rules[" + i + "]", entry, values).ifPresent(variants::add);
      }
    } else if (values.get("rule") != null) {
      variant("rule", values.get("rule"), values).ifPresent(variants::add);
    } else {
      resolver.problems().add("rule", "is required: name a rule, or give a list of rules.");
    }
    return variants;
  }

  private Optional<Variant> variant(String path, Object entry, Map<String, Object> values) {
    Optional<Reference> reference = Reference.read(path, named(entry), resolver.problems());
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    Reference whole = reference.get();
    Optional<RuleReader.Ruled> rule = new RuleReader(plugins, resolver).read(whole);
    Optional<Resolved<UpdateRuleProvider>> update =
        update(values, whole).flatMap(found -> resolver.find(plugins.updates(), found));
    Object bound = whole.settings().getOrDefault("constraint", values.get("constraint"));
    Optional<Resolved<ConstraintProvider>> constraint = constraint(path, whole, bound);
    boolean constraintFailed = bound != null && constraint.isEmpty();
    if (rule.isEmpty() || update.isEmpty() || constraintFailed) {
      return Optional.empty();
    }
    return assemble(label(whole), rule.get(), update.get(), constraint);
  }

  /** In a map with {@code layers}, the rule of all others may be called {@code default}. */
  static Object named(Object entry) {
    Map<String, Object> map = Reference.asMap(entry).orElse(Map.of());
    if (map.containsKey("name") || !map.containsKey("default")) {
      return entry;
    }
    Map<String, Object> renamed = new LinkedHashMap<>(map);
    renamed.put("name", Objects.requireNonNull(renamed.remove("default")));
    return renamed;
  }

  private Optional<Reference> update(Map<String, Object> values, Reference variant) {
    Object shared = values.getOrDefault("update", ExperimentKeys.DEFAULT_UPDATE);
    Optional<Reference> base = Reference.read("update", shared, resolver.problems());
    Object own = variant.settings().get("update");
    if (own == null || base.isEmpty()) {
      return base;
    }
    String path = variant.path() + ".update";
    Optional<Map<String, Object>> changes = Reference.asMap(own);
    if (changes.isPresent() && !changes.get().containsKey("name")) {
      return Optional.of(
          base.get().overlaid(new Reference(path, base.get().name(), changes.get())));
    }
    return Reference.read(path, own, resolver.problems()).map(base.get()::overlaid);
  }

  private Optional<Resolved<ConstraintProvider>> constraint(
      String path, Reference variant, @Nullable Object bound) {
    if (bound == null) {
      return Optional.empty();
    }
    boolean own = variant.settings().containsKey("constraint");
    return Reference.read(own ? path + ".constraint" : "constraint", bound, resolver.problems())
        .flatMap(reference -> resolver.find(plugins.constraints(), reference));
  }

  private Optional<Variant> assemble(
      String label,
      RuleReader.Ruled rule,
      Resolved<UpdateRuleProvider> update,
      Optional<Resolved<ConstraintProvider>> constraint) {
    Optional<UpdateRule> chain = resolver.create(update);
    Optional<Constraint> bounds =
        constraint.isEmpty()
            ? Optional.of(Constraint.none())
            : constraint.flatMap(found -> resolver.create(found));
    if (chain.isEmpty() || bounds.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("rule", rule.settings());
    settings.put("update", record(update));
    constraint.ifPresent(found -> settings.put("constraint", record(found)));
    return Optional.of(new Variant(label, rule.rule(), chain.get(), bounds.get(), settings));
  }

  static Map<String, Object> record(Resolved<? extends Provider<?>> resolved) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", resolved.provider().name());
    all.putAll(resolved.settings().toMap());
    return all;
  }

  /** The label given, or the name and the words chosen, as in {@code usf sn}. */
  static String label(Reference variant) {
    Object label = variant.settings().get("label");
    if (label instanceof String) {
      return (String) label;
    }
    String several = variant.settings().containsKey("layers") ? " by layer" : "";
    return words(variant.without(RuleReader.FOREIGN)) + several;
  }

  /** The rule's name and the words chosen. */
  static String words(Reference rule) {
    StringBuilder words = new StringBuilder(rule.name());
    rule.settings().values().stream()
        .filter(String.class::isInstance)
        .forEach(word -> words.append(' ').append(word));
    return words.toString();
  }
}
