package io.feedalign.core.experiment;

import io.feedalign.core.plugin.Catalogue;
import io.feedalign.error.FaException;
import io.feedalign.spi.NearestName;
import io.feedalign.spi.Provider;
import io.feedalign.spi.Setting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plugin by name with settings, as typed behind an option: {@code name}, {@code name:key=value},
 * {@code name:word} with a word of one of its choices, and more of both behind further colons. A
 * hyphen or a space may stand before a single word, as in {@code name-word}.
 *
 * @param text as typed
 */
public record NamedSettings(String text, String name, Map<String, Object> settings) {
  /** Copies the map, keeping its order. */
  public NamedSettings {
    settings = new LinkedHashMap<>(settings);
  }

  /** A name alone. */
  public static NamedSettings of(String name) {
    return new NamedSettings(name, name, Map.of());
  }

  /**
   * Reads what was typed.
   *
   * @param option for messages, such as {@code --rule}
   * @throws FaException (USER) if there is no such plugin, or it has no such word
   */
  public static NamedSettings parse(String option, String text, Catalogue<?> catalogue) {
    return find(option, text, catalogue)
        .orElseThrow(() -> FaException.user(option + " " + text + ": " + unknown(text, catalogue)));
  }

  /** The same; empty if there is no such plugin. */
  public static Optional<NamedSettings> find(String option, String text, Catalogue<?> catalogue) {
    List<String> parts = parts(text, catalogue);
    return catalogue
        .find(parts.get(0))
        .map(provider -> read(option + " " + text, text, provider, parts.subList(1, parts.size())));
  }

  private static List<String> parts(String text, Catalogue<?> catalogue) {
    String typed = text.strip();
    List<String> parts = Arrays.asList(typed.split(":", -1));
    return catalogue.find(parts.get(0)).isPresent()
        ? parts
        : Arrays.asList(typed.split("[ :-]+", 2));
  }

  private static String unknown(String text, Catalogue<?> catalogue) {
    return catalogue.unknown(text.strip().split(":", 2)[0]);
  }

  private static NamedSettings read(
      String source, String text, Provider<?> provider, List<String> parts) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        settings.put(part.substring(0, equals), value(part.substring(equals + 1)));
      } else {
        settings.put(choiceWith(source, provider, part), part);
      }
    }
    return new NamedSettings(text.strip(), provider.name(), settings);
  }

  private static String choiceWith(String source, Provider<?> provider, String word) {
    return provider.settings().entries().stream()
        .filter(setting -> setting.allowed().choices().contains(word))
        .map(Setting::key)
        .findFirst()
        .orElseThrow(() -> FaException.user(source + ": " + noChoice(provider, word)));
  }

  private static String noChoice(Provider<?> provider, String word) {
    List<String> words =
        provider.settings().entries().stream()
            .flatMap(setting -> setting.allowed().choices().stream())
            .toList();
    return "'"
        + provider.name()
        + "' knows no '"
        + word
        + "'. Allowed: "
        + (words.isEmpty() ? "" : String.join(", ", words) + ", or ")
        + "key=value."
        + NearestName.hint(word, words);
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
  public Map<String, Object> asTree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.putAll(settings);
    return tree;
  }
}
