package io.feedalign.core.store;

import io.feedalign.spi.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Element types of the safetensors format, by the names that stand in its header. */
public enum StoredType {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E4M3(1),
  F8_E5M2(1),
  U16(2),
  I16(2),
  F16(2),
  BF16(2),
  U32(4),
  I32(4),
  F32(4),
  U64(8),
  I64(8),
  F64(8);

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Whether the elements can be read as floating-point numbers. */
  public boolean floating() {
    return this == F16 || this == BF16 || this == F32 || this == F64;
  }

  /** Whether the elements can be read as signed whole numbers. */
  public boolean whole() {
    return this == I8 || this == U8 || this == I16 || this == I32 || this == I64;
  }

  static Optional<StoredType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  static String hint(String name) {
    List<String> known = Arrays.stream(values()).map(StoredType::name).toList();
    return "Known: " + String.join(", ", known) + "." + NearestName.hint(name, known);
  }
}
