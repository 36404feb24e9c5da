package io.feedalign.core.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes the table of contents of a safetensors file. */
final class HeaderWriter {

  private static final int ALIGNMENT = 8;

  private HeaderWriter() {}

  static byte[] write(List<Map.Entry<String, StoredTensor>> tensors, Map<String, String> metadata) {
    StringBuilder json = new StringBuilder("{");
    if (!metadata.isEmpty()) {
      quote(json, SafetensorsHeader.METADATA).append(":{");
      metadata.forEach(
          (key, value) -> {
            quote(json, key).append(':');
            quote(json, value).append(',');
          });
      json.setCharAt(json.length() - 1, '}');
      json.append(',');
    }
    long begin = 0;
    for (Map.Entry<String, StoredTensor> tensor : tensors) {
      begin = entry(json, tensor, begin);
    }
    if (json.length() > 1) {
      json.setLength(json.length() - 1);
    }
    byte[] bytes = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(bytes, (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
    return padded;
  }

  private static long entry(StringBuilder json, Map.Entry<String, StoredTensor> named, long begin) {
    StoredTensor tensor = named.getValue();
    long end = begin + tensor.bytes().remaining();
    quote(json, named.getKey())
        .append(":{\"dtype\":\"")
        .append(tensor.type())
        .append("\",\"shape\":")
        .append(tensor.sizes().toString().replace(" ", ""))
        .append(",\"data_offsets\":[")
        .append(begin)
        .append(',')
        .append(end)
        .append("]},");
    return end;
  }

  static StringBuilder quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"');
  }
}
