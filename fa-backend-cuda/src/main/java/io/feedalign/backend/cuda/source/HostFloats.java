package io.feedalign.backend.cuda.source;

import io.feedalign.error.FaException;
import io.feedalign.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Stored floats of either width on the host, exchanged as whole ones. */
interface HostFloats {
  /** Copies n of them out, from one on. */
  void get(int first, float[] to, int n);

  /** Copies n of them in, from one on. */
  void put(int first, float[] from, int n);

  static HostFloats of(ByteBuffer bytes, DType type) {
    ByteBuffer all = bytes.slice(0, bytes.capacity()).order(bytes.order());
    if (type == DType.F32) {
      return new Whole(all.asFloatBuffer());
    }
    if (type == DType.BF16) {
      return new Brain(all.asShortBuffer());
    }
    throw FaException.internal("Elements of type " + type + " are no floats.");
  }

  /** Whole floats. */
  record Whole(FloatBuffer place) implements HostFloats {
    @Override
    public void get(int first, float[] to, int n) {
      place.get(first, to, 0, n);
    }

    @Override
    public void put(int first, float[] from, int n) {
      place.put(first, from, 0, n);
    }
  }

  /** Brain floats: the upper halves of floats. */
  record Brain(ShortBuffer place) implements HostFloats {
    private static final int TIES = 0x7FFF;

    @Override
    public void get(int first, float[] to, int n) {
      for (int i = 0; i < n; i++) {
        to[i] = Float.intBitsToFloat(place.get(first + i) << Short.SIZE);
      }
    }

    @Override
    public void put(int first, float[] from, int n) {
      for (int i = 0; i < n; i++) {
        place.put(first + i, round(from[i]));
      }
    }

    /** The nearest brain float, ties to even; what is not a number stays so. */
    private static short round(float x) {
      int bits = Float.floatToIntBits(x);
      int rounded = Float.isNaN(x) ? bits : bits + TIES + (bits >>> Short.SIZE & 1);
      return (short) (rounded >>> Short.SIZE);
    }
  }
}
