package io.feedalign.core.experiment;

import io.feedalign.core.experiment.Resolver.Resolved;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.data.Dataset;
import io.feedalign.spi.DatasetProvider;
import io.feedalign.spi.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code data}, and {@code input}: the mean and deviation by which a network wants its pixels
 * normalised, which become settings of the data set unless {@code data} names its own.
 */
record DataReader(Plugins plugins, Resolver resolver) {
  private static final String INPUT = "input";
  private static final List<String> KEYS = List.of("mean", "std");

  Optional<Dataset> read(Map<String, Object> values) {
    Map<String, Object> input = input(values.get(INPUT));
    Object value = values.get("data");
    // A missing key is noted by the key table already.
    return value == null
        ? Optional.empty()
        : Reference.read("data", value, resolver.problems())
            .flatMap(reference -> find(reference, input))
            .flatMap(found -> resolver.create(found));
  }

  private Optional<Resolved<DatasetProvider>> find(Reference reference, Map<String, Object> input) {
    List<String> declared =
        plugins
            .datasets()
            .find(reference.name())
            .map(provider -> provider.settings().entries().stream().map(Setting::key).toList())
            .orElse(KEYS);
    if (!input.isEmpty() && !declared.containsAll(KEYS)) {
      resolver
          .problems()
          .add(
              INPUT,
              "asks for normalised pixels, but data set '"
                  + reference.name()
                  + "' has no settings mean and std. Use another data set, or leave it out.");
      return Optional.empty();
    }
    Map<String, Object> both = new LinkedHashMap<>(input);
    both.putAll(reference.settings());
    return resolver.find(
        plugins.datasets(), new Reference(reference.path(), reference.name(), both));
  }

  private Map<String, Object> input(@Nullable Object value) {
    if (value == null || value.equals("")) {
      return Map.of();
    }
    Map<String, Object> map = Reference.asMap(value).orElse(Map.of());
    boolean both = map.keySet().equals(Set.copyOf(KEYS));
    if (!both || !(map.get("mean") instanceof List) || !(map.get("std") instanceof List)) {
      resolver
          .problems()
          .add(INPUT, "must be {mean: [...], std: [...]}: one number a channel, from 0 to 1.");
      return Map.of();
    }
    Map<String, Object> ordered = new LinkedHashMap<>();
    KEYS.forEach(key -> ordered.put(key, Objects.requireNonNull(map.get(key))));
    return ordered;
  }
}
