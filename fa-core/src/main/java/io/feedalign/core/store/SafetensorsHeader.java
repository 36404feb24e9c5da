package io.feedalign.core.store;

import io.feedalign.error.FaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of contents of a safetensors file, checked against itself.
 *
 * @param entries by tensor name
 * @param metadata free text by key
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {

  static final String METADATA = "__metadata__";

  /** More axes than any tensor has: a cap, so that a hostile header stays small. */
  private static final int MOST_AXES = 32;

  /**
   * One tensor.
   *
   * @param begin first byte behind the header
   * @param end first byte that is no longer its own
   */
  record Entry(StoredType type, List<Long> sizes, long begin, long end) {}

  static SafetensorsHeader parse(Path file, String text) {
    HeaderText header =
        new HeaderText(
            text,
            (what, byteInHeader) ->
                Safetensors.broken(
                    file, "its header has " + what, HeaderText.START + byteInHeader));
    Map<String, Entry> entries = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    boolean metadataSeen = false;
    header.expect('{');
    if (!header.accept('}')) {
      do {
        String name = header.string();
        if (entries.containsKey(name) || (metadataSeen && name.equals(METADATA))) {
          throw header.broken("'" + name + "' twice");
        }
        header.expect(':');
        if (name.equals(METADATA)) {
          metadataSeen = true;
          readMetadata(header, metadata);
        } else {
          entries.put(name, readEntry(header, name));
        }
      } while (header.accept(','));
      header.expect('}');
    }
    header.end();
    return new SafetensorsHeader(entries, metadata);
  }

  private static void readMetadata(HeaderText header, Map<String, String> metadata) {
    header.expect('{');
    if (header.accept('}')) {
      return;
    }
    do {
      String key = header.string();
      header.expect(':');
      if (metadata.put(key, header.string()) != null) {
        throw header.broken("the metadata key '" + key + "' twice");
      }
    } while (header.accept(','));
    header.expect('}');
  }

  private static Entry readEntry(HeaderText header, String name) {
    Fields fields = new Fields();
    header.expect('{');
    do {
      readField(header, name, fields);
    } while (header.accept(','));
    header.expect('}');
    return fields.toEntry(header, name);
  }

  private static void readField(HeaderText header, String name, Fields fields) {
    String key = header.string();
    header.expect(':');
    switch (key) {
      case "dtype":
        fields.type = once(header, fields.type, type(header, name));
        break;
      case "shape":
        fields.sizes = once(header, fields.sizes, numbers(header));
        break;
      case "data_offsets":
        fields.offsets = once(header, fields.offsets, numbers(header));
        break;
      default:
        throw header.broken("an unknown key '" + key + "' in the entry of '" + name + "'");
    }
  }

  private static <T> T once(HeaderText header, @Nullable T before, T now) {
    if (before != null) {
      throw header.broken("one key twice in the same entry");
    }
    return now;
  }

  private static StoredType type(HeaderText header, String name) {
    String type = header.string();
    return StoredType.named(type)
        .orElseThrow(
            () ->
                header.broken(
                    "the unknown type '"
                        + type
                        + "' for '"
                        + name
                        + "'. "
                        + StoredType.hint(type)));
  }

  private static List<Long> numbers(HeaderText header) {
    List<Long> numbers = new ArrayList<>();
    header.expect('[');
    if (!header.accept(']')) {
      do {
        numbers.add(header.number());
      } while (header.accept(',') && numbers.size() < MOST_AXES);
      header.expect(']');
    }
    return numbers;
  }

  private static final class Fields {
    @Nullable StoredType type;
    @Nullable List<Long> sizes;
    @Nullable List<Long> offsets;

    Entry toEntry(HeaderText header, String name) {
      if (type == null || sizes == null || offsets == null || offsets.size() != 2) {
        throw header.broken(
            "an entry for '" + name + "' that lacks its dtype, its shape or its two data_offsets");
      }
      Entry entry = new Entry(type, sizes, offsets.get(0), offsets.get(1));
      if (entry.end() - entry.begin() != bytes(header, name, entry)) {
        throw header.broken(
            "an entry for '"
                + name
                + "' whose bytes "
                + offsets
                + " do not fit "
                + type
                + " "
                + sizes);
      }
      return entry;
    }

    private static long bytes(HeaderText header, String name, Entry entry) {
      try {
        return entry.sizes().stream().reduce((long) entry.type().bytes(), Math::multiplyExact);
      } catch (ArithmeticException e) {
        FaException broken = header.broken("a shape for '" + name + "' that no memory can hold");
        broken.addSuppressed(e);
        throw broken;
      }
    }
  }
}
