package io.feedalign.backend.cpu;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** The elements of an f32 or bf16 value in memory order, exchanged as floats. */
interface Elements {
  /** Copies {@code n} elements out. */
  void load(int first, float[] to, int n);

  /**
   * Copies {@code n} elements in, rounding to the nearest where they are narrower; ties to even.
   */
  void store(int first, float[] from, int n);

  /** Whole floats. */
  record Whole(FloatBuffer place) implements Elements {
    @Override
    public void load(int first, float[] to, int n) {
      place.get(first, to, 0, n);
    }

    @Override
    public void store(int first, float[] from, int n) {
      place.put(first, from, 0, n);
    }
  }

  /** Brain floats: the upper halves of floats. */
  record Brain(ShortBuffer place) implements Elements {
    private static final int TIES = 0x7FFF;

    @Override
    public void load(int first, float[] to, int n) {
      for (int i = 0; i < n; i++) {
        to[i] = Float.intBitsToFloat(place.get(first + i) << Short.SIZE);
      }
    }

    @Override
    public void store(int first, float[] from, int n) {
      for (int i = 0; i < n; i++) {
        place.put(first + i, round(from[i]));
      }
    }

    /** The nearest brain float; what is not a number stays so. */
    static short round(float x) {
      int bits = Float.floatToIntBits(x);
      int rounded = Float.isNaN(x) ? bits : bits + TIES + (bits >>> Short.SIZE & 1);
      return (short) (rounded >>> Short.SIZE);
    }
  }
}
