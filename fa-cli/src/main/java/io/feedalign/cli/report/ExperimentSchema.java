package io.feedalign.cli.report;

import io.feedalign.core.experiment.BackendChoice;
import io.feedalign.core.experiment.ExperimentKeys;
import io.feedalign.core.plugin.Catalogue;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.spi.Provider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.SettingsSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON Schema of experiment files, made of the very tables by which they are read: the top-level
 * keys, and the settings of every plugin there is.
 */
public final class ExperimentSchema {

  private static final String RULE = "rule";

  /** A rule of one layer: it has settings, but is no variant of its own. */
  private static final String LAYER_RULE = "layer_rule";

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  /** What a rule may say beside its own settings: it is one variant of an experiment. */
  private static final Map<String, Object> VARIANT =
      SettingSchema.inOrder(
          "label", described("its name in tables", Map.of("type", "string")),
          "update", described("changes to the update chain, or one of its own", changes()),
          "layers", described("other rules for some layers, by path or pattern", layers()),
          "constraint", described("a constraint of its own", reference("constraint")));

  /** What a model may say beside its own settings: with data, both follow from the data. */
  private static final Map<String, Object> SHAPE =
      SettingSchema.inOrder(
          "input", described("shape [C, H, W] of an image", array(positive())),
          "classes", described("number of classes", positive()));

  private ExperimentSchema() {}

  /** The schema as JSON text. */
  public static String of(Plugins plugins) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DIALECT);
    schema.put("title", "feedalign experiment");
    schema.putAll(SettingSchema.object(keys(), required()));
    schema.put("anyOf", List.of(needs("rule"), needs("rules")));
    schema.put("$defs", definitions(plugins));
    return Json.pretty(schema);
  }

  private static Map<String, Object> keys() {
    Map<String, Object> keys = new LinkedHashMap<>();
    for (Setting setting : ExperimentKeys.experiment().entries()) {
      Map<String, Object> schema = new LinkedHashMap<>(SettingSchema.of(setting));
      schema.putAll(plugin(setting.key()));
      keys.put(setting.key(), schema);
    }
    return keys;
  }

  /** Which plugin a top-level key names, if it names one. */
  private static Map<String, Object> plugin(String key) {
    switch (key) {
      case "data":
        return reference("dataset");
      case "rules":
        return array(reference("rule"));
      case "probes":
        return Map.of("anyOf", List.of(array(reference("probe")), probing()));
      case "checkpoint":
        return SettingSchema.object(settings(ExperimentKeys.checkpoint()), List.of());
      case "backend":
        return Map.of("anyOf", List.of(Map.of("const", BackendChoice.AUTO), reference("backend")));
      case "model":
      case "rule":
      case "update":
      case "constraint":
        return reference(key);
      default:
        return Map.of();
    }
  }

  private static Map<String, Object> settings(SettingsSpec spec) {
    Map<String, Object> settings = new LinkedHashMap<>();
    spec.entries().forEach(setting -> settings.put(setting.key(), SettingSchema.of(setting)));
    return settings;
  }

  private static List<String> required() {
    return ExperimentKeys.experiment().entries().stream()
        .filter(setting -> setting.fallback() == null)
        .map(Setting::key)
        .toList();
  }

  private static Map<String, Object> definitions(Plugins plugins) {
    Map<String, Object> definitions = new LinkedHashMap<>();
    for (Catalogue<?> catalogue : plugins.all()) {
      definitions.put(catalogue.kind(), anyOf(catalogue.kind(), catalogue));
    }
    definitions.put(LAYER_RULE, anyOf(LAYER_RULE, plugins.rules()));
    return definitions;
  }

  /** A plugin of one kind: its name alone, or a map of its name and settings. */
  private static Map<String, Object> anyOf(String kind, Catalogue<?> catalogue) {
    List<Object> ways = new ArrayList<>();
    ways.add(Map.of("enum", catalogue.names()));
    for (Provider<?> provider : catalogue.all()) {
      ways.add(map(kind, provider));
    }
    return Map.of("anyOf", ways);
  }

  private static Map<String, Object> map(String kind, Provider<?> provider) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("name", Map.of("const", provider.name()));
    List<String> required = new ArrayList<>(kind.equals(RULE) ? List.of() : List.of("name"));
    for (Setting setting : provider.settings().entries()) {
      properties.put(setting.key(), SettingSchema.of(setting));
      if (setting.fallback() == null) {
        required.add(setting.key());
      }
    }
    beside(kind).forEach(properties::putIfAbsent);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("title", provider.name());
    schema.put("description", provider.description());
    if (kind.equals(RULE)) {
      // Beside layers, the rule of all others may be called the default.
      properties.put("default", Map.of("const", provider.name()));
      schema.put("anyOf", List.of(needs("name"), needs("default")));
    }
    schema.putAll(SettingSchema.object(properties, required));
    return schema;
  }

  private static Map<String, Object> beside(String kind) {
    switch (kind) {
      case RULE:
        return VARIANT;
      case "model":
        return SHAPE;
      case "probe":
        return Map.of("every", every());
      default:
        return Map.of();
    }
  }

  /** Probes that share how often they are taken. */
  private static Map<String, Object> probing() {
    return SettingSchema.object(
        SettingSchema.inOrder(
            "every", every(),
            "use", described("which; all that there are by default", array(reference("probe")))),
        List.of());
  }

  private static Map<String, Object> every() {
    return described(
        "after each epoch, or each so many steps as well",
        Map.of("anyOf", List.of(Map.of("const", "epoch"), positive())));
  }

  private static Map<String, Object> layers() {
    return SettingSchema.inOrder("type", "object", "additionalProperties", reference(LAYER_RULE));
  }

  private static Map<String, Object> changes() {
    Map<String, Object> nameless = SettingSchema.inOrder("type", "object", "not", needs("name"));
    return Map.of("anyOf", List.of(reference("update"), nameless));
  }

  private static Map<String, Object> array(Map<String, Object> element) {
    return SettingSchema.inOrder("type", "array", "items", element);
  }

  private static Map<String, Object> positive() {
    return SettingSchema.inOrder("type", "integer", "minimum", 1);
  }

  private static Map<String, Object> reference(String kind) {
    return Map.of("$ref", "#/$defs/" + kind);
  }

  private static Map<String, Object> needs(String key) {
    return Map.of("required", List.of(key));
  }

  private static Map<String, Object> described(String text, Map<String, Object> schema) {
    Map<String, Object> described = SettingSchema.inOrder("description", text);
    described.putAll(schema);
    return described;
  }
}
