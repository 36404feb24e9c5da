package io.feedalign.cli.report;

import io.feedalign.spi.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings as JSON Schema: kind, bounds, choices, default and meaning of each. */
final class SettingSchema {

  private SettingSchema() {}

  static Map<String, Object> of(Setting setting) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", setting.description());
    schema.putAll(kind(setting));
    Object fallback = setting.fallback();
    // An empty tree stands for "nothing given", which is no value that one may write.
    if (fallback != null && !(setting.kind() == Setting.Kind.TREE && fallback.equals(""))) {
      schema.put("default", fallback);
    }
    return schema;
  }

  private static Map<String, Object> kind(Setting setting) {
    switch (setting.kind()) {
      case WHOLE:
        return number("integer", setting.allowed());
      case REAL:
        return number("number", setting.allowed());
      case FLAG:
        return Map.of("type", "boolean");
      case CHOICE:
        return Map.of("enum", setting.allowed().choices());
      case TEXT:
        return Map.of("type", "string");
      case WHOLES:
        return list(number("integer", setting.allowed()));
      case REALS:
        return list(number("number", setting.allowed()));
      case TREE:
        return Map.of();
    }
    throw new AssertionError(setting.kind());
  }

  private static Map<String, Object> list(Map<String, Object> element) {
    return inOrder("type", "array", "items", element);
  }

  private static Map<String, Object> number(String type, Setting.Allowed allowed) {
    Map<String, Object> schema = inOrder("type", type);
    bound(schema, "minimum", allowed.low());
    bound(schema, "maximum", allowed.high());
    return schema;
  }

  private static void bound(Map<String, Object> schema, String key, double bound) {
    if (Double.isFinite(bound)) {
      boolean whole = bound == Math.rint(bound) && Math.abs(bound) < 1e15;
      schema.put(key, whole ? (Object) (long) bound : (Object) bound);
    }
  }

  /** An object with these properties and no others. */
  static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    Map<String, Object> schema = inOrder("type", "object", "properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    return schema;
  }

  /** Keys and values by turns, in this order in every process: Map.of has none. */
  static Map<String, Object> inOrder(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }
}
