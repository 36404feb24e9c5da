package io.feedalign.core.experiment;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A configuration as read from somewhere: maps, lists, text, numbers and flags, and where each key
 * stood.
 *
 * @param values the top-level keys
 * @param locations from key paths, such as {@code rule.magnitude} or {@code model.layers[2].conv},
 *     to places, such as {@code experiment.yaml:3:7}; the empty path is the whole
 */
public record ConfigTree(Map<String, Object> values, Map<String, String> locations) {
  /** Copies the maps, keeping their order. */
  public ConfigTree {
    values = new LinkedHashMap<>(values);
    locations = new LinkedHashMap<>(locations);
  }

  /** A tree made by a program: nothing has a place. */
  public static ConfigTree of(Map<String, Object> values) {
    return new ConfigTree(values, Map.of());
  }

  /** The place of a key, or of the closest key around it that has one; empty if none has. */
  public String locate(String path) {
    String around = path;
    while (!around.isEmpty() && !locations.containsKey(around)) {
      int cut = Math.max(around.lastIndexOf('.'), around.lastIndexOf('['));
      around = cut < 0 ? "" : around.substring(0, cut);
    }
    return locations.getOrDefault(around, "");
  }
}
