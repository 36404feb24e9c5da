package io.feedalign.core.store;

import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of an npy array: what its bytes mean. It is a Python dictionary of exactly three
 * entries, which are read, not evaluated.
 *
 * @param bigEndian whether each element's first byte is its largest
 * @param fortran whether the first axis, not the last, varies fastest
 */
record NpyHeader(StoredType type, boolean bigEndian, boolean fortran, List<Long> sizes) {
  private static final int MOST_AXES = 32;
  private static final Map<String, StoredType> TYPES =
      Map.of(
          "f2", StoredType.F16,
          "f4", StoredType.F32,
          "f8", StoredType.F64,
          "i1", StoredType.I8,
          "i2", StoredType.I16,
          "i4", StoredType.I32,
          "i8", StoredType.I64,
          "u1", StoredType.U8);
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([^()]*\\))\\s*");
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,18})L?");

  /** Copies the sizes. */
  NpyHeader {
    sizes = List.copyOf(sizes);
  }

  /** Reads the text of a header. */
  static NpyHeader parse(String header, Blame blame) {
    String text = header.strip();
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw blame.at("its header is no dictionary");
    }
    Entries entries = new Entries(blame);
    String inside = text.substring(1, text.length() - 1);
    Matcher entry = ENTRY.matcher(inside);
    int at = 0;
    while (entry.region(at, inside.length()).lookingAt()) {
      entries.put(entry.group(1), entry.group(2));
      at = entry.end();
      if (at < inside.length() && inside.charAt(at) == ',') {
        at++;
      } else {
        break;
      }
    }
    if (!inside.substring(at).isBlank()) {
      throw blame.at("its header has something that no npy header has");
    }
    return entries.toHeader();
  }

  /** The error for a header that is damaged. */
  interface Blame {
    FaException at(String what);
  }

  /** Bytes of all elements; fails if no memory can hold them. */
  long bytes(Blame blame) {
    try {
      return sizes.stream().reduce((long) type.bytes(), Math::multiplyExact);
    } catch (ArithmeticException e) {
      FaException broken = blame.at("it has a shape that no memory can hold: " + sizes);
      broken.addSuppressed(e);
      throw broken;
    }
  }

  private static final class Entries {
    private final Blame blame;
    private @Nullable String descr;
    private @Nullable String order;
    private @Nullable String shape;

    Entries(Blame blame) {
      this.blame = blame;
    }

    void put(String key, String value) {
      switch (key) {
        case "descr" -> descr = once(descr, value);
        case "shape" -> shape = once(shape, value);
        default -> order = once(order, value);
      }
    }

    private String once(@Nullable String before, String now) {
      if (before != null) {
        throw blame.at("its header has an entry twice");
      }
      return now;
    }

    NpyHeader toHeader() {
      if (descr == null || order == null || shape == null) {
        throw blame.at("its header lacks 'descr', 'fortran_order' or 'shape'");
      }
      boolean flag = order.equals("True") || order.equals("False");
      if (!descr.startsWith("'") || !flag || !shape.startsWith("(")) {
        throw blame.at("its header has an entry of the wrong kind");
      }
      String code = descr.substring(1, descr.length() - 1);
      StoredType type = code.length() < 2 ? null : TYPES.get(code.substring(1));
      if (type == null || "<>|=".indexOf(code.charAt(0)) < 0) {
        throw blame.at(
            "its elements are "
                + descr
                + "; only whole and floating-point numbers can be read: "
                + String.join(", ", TYPES.keySet().stream().sorted().toList()));
      }
      return new NpyHeader(type, code.charAt(0) == '>', order.equals("True"), sizes(shape));
    }

    private List<Long> sizes(String tuple) {
      List<Long> sizes = new ArrayList<>();
      String inside = tuple.substring(1, tuple.length() - 1).strip();
      if (inside.isEmpty()) {
        return sizes;
      }
      for (String part : inside.split(",")) {
        Matcher number = NUMBER.matcher(part.strip());
        if (!number.matches() || sizes.size() == MOST_AXES) {
          throw blame.at("its header has the shape " + tuple);
        }
        sizes.add(Long.parseLong(number.group(1)));
      }
      return sizes;
    }
  }
}
