package io.feedalign.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Plain values as JSON. A number that is not finite becomes null: JSON has no word for it. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final ObjectWriter COMPACT = MAPPER.writer();
  private static final ObjectWriter PRETTY = COMPACT.withDefaultPrettyPrinter();

  private Json() {}

  static String line(Object value) {
    return COMPACT.writeValueAsString(value);
  }

  static String pretty(Object value) {
    return PRETTY.writeValueAsString(value) + "\n";
  }

  /** The object that a file holds; nothing if there is no such file, or it holds something else. */
  static Map<String, Object> object(Path file) {
    try {
      Map<String, Object> object = new LinkedHashMap<>();
      Map<?, ?> read = MAPPER.readValue(Files.readAllBytes(file), Map.class);
      read.forEach((key, value) -> object.put(String.valueOf(key), value));
      return object;
    } catch (IOException | JacksonException e) {
      return Map.of();
    }
  }

  /** Puts a number, or null where it is undefined or not finite. */
  static void put(Map<String, @Nullable Object> object, String key, OptionalDouble value) {
    boolean defined = value.isPresent() && Double.isFinite(value.getAsDouble());
    object.put(key, defined ? (Double) value.getAsDouble() : null);
  }

  /** Puts a number, or null where it is not finite. */
  static void put(Map<String, @Nullable Object> object, String key, double value) {
    put(object, key, OptionalDouble.of(value));
  }
}
