package io.feedalign.bench.macro;

import java.util.Locale;

/** A JSON object on one line. */
public final class JsonLine {
  private final StringBuilder text = new StringBuilder("{");

  /** A text. */
  public JsonLine put(String key, String value) {
    return raw(key, quoted(value));
  }

  /** A whole number. */
  public JsonLine put(String key, long value) {
    return raw(key, Long.toString(value));
  }

  /** A number with four decimals; null if it is not finite, for which JSON has no word. */
  public JsonLine put(String key, double value) {
    return raw(key, Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "null");
  }

  /** An object. */
  public JsonLine put(String key, JsonLine value) {
    return raw(key, value.toString());
  }

  private JsonLine raw(String key, String value) {
    text.append(text.length() > 1 ? ", " : "").append(quoted(key)).append(": ").append(value);
    return this;
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
