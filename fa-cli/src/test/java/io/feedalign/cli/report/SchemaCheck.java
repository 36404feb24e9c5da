package io.feedalign.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** As much of JSON Schema as our schema uses; any other keyword is a mistake of the schema. */
record SchemaCheck(JsonNode root) {

  private static final Set<String> REMARKS =
      Set.of("$schema", "$defs", "title", "description", "default");

  List<String> mistakes(JsonNode value) {
    return mistakes(root, value, "");
  }

  private List<String> mistakes(JsonNode schema, JsonNode value, String path) {
    List<String> found = new ArrayList<>();
    schema
        .properties()
        .forEach(
            keyword -> {
              if (!REMARKS.contains(keyword.getKey())) {
                check(schema, keyword.getKey(), value, (at, why) -> found.add(path + at + why));
              }
            });
    return found;
  }

  private void check(
      JsonNode schema, String keyword, JsonNode value, BiConsumer<String, String> note) {
    JsonNode rule = schema.get(keyword);
    boolean kept =
        switch (keyword) {
          case "$ref" -> sound(root.at(rule.asString().substring(1)), value);
          case "type" -> is(rule.asString(), value);
          case "const" -> rule.equals(value);
          case "enum" -> any(rule, choice -> choice.equals(value));
          case "anyOf" -> any(rule, way -> sound(way, value));
          case "not" -> !sound(rule, value);
          case "minimum" -> !value.isNumber() || value.asDouble() >= rule.asDouble();
          case "maximum" -> !value.isNumber() || value.asDouble() <= rule.asDouble();
          case "required" -> !value.isObject() || !any(rule, key -> !value.has(key.asString()));
          case "items" -> !value.isArray() || !any(value, element -> !sound(rule, element));
          case "properties", "additionalProperties" -> propertiesKept(schema, value, note);
          default -> throw new AssertionError("unknown keyword " + keyword);
        };
    if (!kept) {
      note.accept("", ": " + keyword + " " + rule + " is not kept by " + value);
    }
  }

  private boolean propertiesKept(JsonNode schema, JsonNode value, BiConsumer<String, String> note) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              entry -> {
                JsonNode property = schema.at("/properties/" + entry.getKey());
                JsonNode others = schema.path("additionalProperties");
                if (property.isMissingNode() && others.isObject()) {
                  mistakes(others, entry.getValue(), "")
                      .forEach(mistake -> note.accept("/" + entry.getKey(), mistake));
                } else if (property.isMissingNode()) {
                  note.accept("/" + entry.getKey(), ": is unknown");
                } else {
                  mistakes(property, entry.getValue(), "")
                      .forEach(mistake -> note.accept("/" + entry.getKey(), mistake));
                }
              });
    }
    return true;
  }

  private boolean sound(JsonNode schema, JsonNode value) {
    return mistakes(schema, value, "").isEmpty();
  }

  private static boolean any(JsonNode list, Predicate<JsonNode> test) {
    for (JsonNode element : list) {
      if (test.test(element)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "boolean" -> value.isBoolean();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      default -> throw new AssertionError("unknown type " + type);
    };
  }
}
