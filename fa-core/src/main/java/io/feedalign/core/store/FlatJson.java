package io.feedalign.core.store;

import io.feedalign.error.FaException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** One JSON object without others inside: numbers and text by key. */
public final class FlatJson {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?");

  private FlatJson() {}

  /** The object as text, a line for each key; a number that is not finite is left out. */
  public static String text(Map<String, ?> values) {
    StringBuilder json = new StringBuilder("{");
    values.forEach(
        (key, value) -> {
          if (value instanceof Double number && !Double.isFinite(number)) {
            return;
          }
          json.append(json.length() == 1 ? "\n  " : ",\n  ");
          HeaderWriter.quote(json, key).append(": ");
          if (value instanceof Number) {
            json.append(value);
          } else {
            HeaderWriter.quote(json, String.valueOf(value));
          }
        });
    return json.append("\n}\n").toString();
  }

  /**
   * The values by key, numbers as they are written.
   *
   * @param file for errors only
   * @throws FaException (USER) naming file and byte, if it is not such an object
   */
  public static Map<String, String> read(Path file, byte[] bytes) {
    HeaderText json = new HeaderText(decoded(file, bytes), (what, at) -> broken(file, what, at));
    Map<String, String> values = new LinkedHashMap<>();
    json.expect('{');
    if (!json.accept('}')) {
      do {
        String key = json.string();
        json.expect(':');
        if (values.put(key, value(json)) != null) {
          throw json.broken("'" + key + "' twice");
        }
      } while (json.accept(','));
      json.expect('}');
    }
    json.end();
    return values;
  }

  private static String value(HeaderText json) {
    if (json.atString()) {
      return json.string();
    }
    String number = json.word();
    if (!NUMBER.matcher(number).matches()) {
      throw json.broken("neither text nor a number behind a key");
    }
    return number;
  }

  private static String decoded(Path file, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      FaException broken = broken(file, "bytes that are no UTF-8", 0);
      broken.addSuppressed(e);
      throw broken;
    }
  }

  private static FaException broken(Path file, String what, long offset) {
    return FaException.user(
        "'" + file + "' is damaged: it has " + what + " (byte " + offset + ").");
  }
}
