package io.feedalign.testkit;

import io.feedalign.tensor.DType;

/** What storing a number as an element type does to it, in a backend of doubles. */
final class Rounding {

  private Rounding() {}

  /** The number as it is kept: bf16 rounds, integers truncate, f32 keeps every digit. */
  static double to(DType type, double number) {
    switch (type) {
      case BF16:
        return toBfloat16(number);
      case I32:
        return (int) number;
      case F32:
      case U8:
        return number;
    }
    return number;
  }

  /** The nearest bfloat16, ties to even. */
  private static double toBfloat16(double number) {
    float single = (float) number;
    if (Float.isNaN(single)) {
      return Double.NaN;
    }
    int bits = Float.floatToRawIntBits(single);
    int rounded = bits + 0x7fff + ((bits >>> 16) & 1);
    return Float.intBitsToFloat(rounded & 0xffff0000);
  }
}
