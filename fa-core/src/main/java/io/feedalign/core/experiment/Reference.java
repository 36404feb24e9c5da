package io.feedalign.core.experiment;

import io.feedalign.error.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A plugin by name with settings, as a configuration names it: {@code fa} or {@code {name: usf,
 * magnitude: sn}}.
 *
 * @param path the key at which it stood
 */
record Reference(String path, String name, Map<String, Object> settings) {
  /** Reads a reference; what is wrong with it is noted. */
  static Optional<Reference> read(String path, Object value, Problems problems) {
    if (value instanceof String) {
      return Optional.of(new Reference(path, (String) value, Map.of()));
    }
    Optional<Map<String, Object>> map = asMap(value);
    if (map.isEmpty() || !(map.get().get("name") instanceof String)) {
      problems.add(path, "must be a name, or a map with a name: {name: ..., setting: ...}.");
      return Optional.empty();
    }
    Map<String, Object> settings = new LinkedHashMap<>(map.get());
    String name = (String) settings.remove("name");
    return Optional.of(new Reference(path, String.valueOf(name), settings));
  }

  /** A copy whose settings lack some keys that are not the plugin's. */
  Reference without(String... keys) {
    Map<String, Object> fewer = new LinkedHashMap<>(settings);
    for (String key : keys) {
      fewer.remove(key);
    }
    return new Reference(path, name, fewer);
  }

  /** This reference with another's settings laid over it; the other alone if it names another. */
  Reference overlaid(Reference over) {
    if (!over.name.equals(name)) {
      return over;
    }
    Map<String, Object> both = new LinkedHashMap<>(settings);
    both.putAll(over.settings);
    return new Reference(over.path, name, both);
  }

  static Optional<Map<String, Object>> asMap(Object value) {
    if (!(value instanceof Map)) {
      return Optional.empty();
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, element) -> copy.put(String.valueOf(key), element));
    return Optional.of(copy);
  }
}
