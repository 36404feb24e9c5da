package io.feedalign.cli.report;

import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Plain values as JSON. A number that is not finite becomes null: JSON has no word for it. */
final class Json {

  private static final ObjectWriter COMPACT = JsonMapper.builder().build().writer();
  private static final ObjectWriter PRETTY = COMPACT.withDefaultPrettyPrinter();

  private Json() {}

  static String line(Object value) {
    return COMPACT.writeValueAsString(value);
  }

  static String pretty(Object value) {
    return PRETTY.writeValueAsString(value) + "\n";
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
