package io.feedalign.backend.cuda.source;

import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;

/** How types and constants are written in kernels. */
public final class Numerals {
  private static final int EXACT = 1 << 20;

  private Numerals() {}

  /** The C type of an element. */
  public static String type(DType type) {
    switch (type) {
      case F32:
        return "float";
      case BF16:
        return "bf16";
      case I32:
        return "int";
      case U8:
        return "unsigned char";
    }
    throw FaException.internal("Kernels have no type for " + type + ".");
  }

  /** The type of a parameter that is only read. */
  public static String input(Value value) {
    return "const " + type(value.type()) + "*";
  }

  /** The type of a parameter that is written. */
  public static String output(Value value) {
    return type(value.type()) + "*";
  }

  /** A float with exactly these bits. */
  public static String constant(double number) {
    float single = (float) number;
    boolean negativeZero = Float.floatToIntBits(single) == Integer.MIN_VALUE;
    if (single == (int) single && Math.abs(single) < EXACT && !negativeZero) {
      return (int) single + ".0f";
    }
    if (Float.isInfinite(single) || Float.isNaN(single)) {
      return "float_of_bits(0x" + Integer.toHexString(Float.floatToIntBits(single)) + "u)";
    }
    return Float.toHexString(single) + "f";
  }
}
