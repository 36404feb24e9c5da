package io.feedalign.datasets.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/**
 * The struct array {@code synsets} of the development kit's {@code meta.mat}, of which two fields
 * matter: ILSVRC2012_ID and WNID. (MATLAB's Level 5 MAT-file format.)
 */
final class SynsetTable {
  private static final int HEADER = 128;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;
  private static final int UTF16 = 4;
  private static final int STRUCT = 2;
  private static final int TEXT = 4;
  private static final int MOST = 1 << 26;

  private SynsetTable() {}

  /** An element: its type, and its bytes. */
  private record Element(int type, ByteBuffer data) {}

  /** The classes' names by their numbers. */
  static Map<Integer, String> read(byte[] file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < HEADER || file[126] != 'I' || file[127] != 'M') {
      throw new IOException("it is no little-endian MAT file of level 5");
    }
    in.position(HEADER);
    while (in.remaining() >= 8) {
      Element element = next(in);
      if (element.type() == COMPRESSED) {
        element = next(inflate(element.data()));
      }
      if (element.type() == MATRIX) {
        Map<Integer, String> synsets = table(element.data());
        if (!synsets.isEmpty()) {
          return synsets;
        }
      }
    }
    throw new IOException("it has no table of classes");
  }

  private static ByteBuffer inflate(ByteBuffer data) throws IOException {
    byte[] packed = new byte[data.remaining()];
    data.get(packed);
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return ByteBuffer.wrap(in.readNBytes(MOST)).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** Reads a tag and what belongs to it; short elements have both in eight bytes. */
  private static Element next(ByteBuffer in) throws IOException {
    int type = in.getInt();
    boolean brief = type >>> 16 != 0;
    int bytes = brief ? type >>> 16 : in.getInt();
    if (bytes < 0 || bytes > in.remaining()) {
      throw new IOException("it is cut off at byte " + in.position());
    }
    ByteBuffer data = in.slice(in.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
    int kind = type & 0xffff;
    int padded = brief ? 4 : kind == COMPRESSED ? bytes : (bytes + 7) / 8 * 8;
    in.position(Math.min(in.limit(), in.position() + padded));
    return new Element(kind, data);
  }

  private static Map<Integer, String> table(ByteBuffer matrix) throws IOException {
    Map<Integer, String> synsets = new HashMap<>();
    int kind = next(matrix).data().get() & 0xff;
    ByteBuffer sizes = next(matrix).data();
    next(matrix); // the variable's name
    if (kind != STRUCT) {
      return synsets;
    }
    int count = sizes.getInt() * sizes.getInt();
    List<String> fields = fields(next(matrix).data().getInt(), next(matrix).data());
    for (int i = 0; i < count; i++) {
      String id = "";
      String name = "";
      for (String field : fields) {
        ByteBuffer value = next(matrix).data();
        id = field.equals("ILSVRC2012_ID") ? value(value) : id;
        name = field.equals("WNID") ? value(value) : name;
      }
      synsets.put((int) Double.parseDouble(id), name);
    }
    return synsets;
  }

  private static List<String> fields(int length, ByteBuffer names) throws IOException {
    if (length < 1) {
      throw new IOException("its fields have names of " + length + " bytes");
    }
    List<String> fields = new ArrayList<>();
    while (names.remaining() >= length) {
      byte[] name = new byte[length];
      names.get(name);
      fields.add(new String(name, StandardCharsets.US_ASCII).replace("\0", ""));
    }
    return fields;
  }

  /** A matrix of one number, or of characters, as text. */
  private static String value(ByteBuffer matrix) throws IOException {
    int kind = next(matrix).data().get() & 0xff;
    next(matrix); // sizes
    next(matrix); // no name
    Element content = next(matrix);
    ByteBuffer data = content.data();
    if (kind == TEXT) {
      boolean wide = content.type() == UTF16;
      return (wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8).decode(data).toString();
    }
    return switch (content.type()) {
      case 1 -> String.valueOf(data.get());
      case 2 -> String.valueOf(data.get() & 0xff);
      case 3 -> String.valueOf(data.getShort());
      case 4 -> String.valueOf(data.getShort() & 0xffff);
      case 5, 6 -> String.valueOf(data.getInt());
      case 9 -> String.valueOf(data.getDouble());
      default -> throw new IOException("it has a number of type " + content.type());
    };
  }
}
