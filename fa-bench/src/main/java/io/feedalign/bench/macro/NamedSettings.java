package io.feedalign.bench.macro;

import io.feedalign.error.FaException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A plugin by name with settings, as typed behind an option: {@code name:key=value:key=value}.
 *
 * @param text as typed
 */
public record NamedSettings(String text, String name, Map<String, Object> settings) {
  /** Copies the map, keeping its order. */
  public NamedSettings {
    settings = new LinkedHashMap<>(settings);
  }

  /**
   * Reads what was typed.
   *
   * @param option for messages, such as {@code --rule}
   */
  public static NamedSettings parse(String option, String text) {
    String[] parts = text.strip().split(":", -1);
    Map<String, Object> settings = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 1) {
        throw FaException.user(
            option
                + " "
                + text
                + ": '"
                + parts[i]
                + "' is no setting. Write name:key=value, and more settings behind further colons.");
      }
      settings.put(parts[i].substring(0, equals), value(parts[i].substring(equals + 1)));
    }
    return new NamedSettings(text.strip(), parts[0], settings);
  }

  private static Object value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (text.matches("[+-]?\\d{1,18}")) {
      return Long.valueOf(text);
    }
    if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
      return Double.valueOf(text);
    }
    return text;
  }

  /** As a configuration would name it: a map with the name and the settings. */
  Map<String, Object> asTree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.putAll(settings);
    return tree;
  }
}
