package io.feedalign.backend.cpu;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A small operand of a chain, copied to the heap when the chain starts, so that it may be
 * overwritten.
 */
interface ChainOperand {
  /** Reads it anew. */
  void refresh();

  /** Bytes of Java's memory that it keeps. */
  default long held() {
    return 0;
  }

  /** One number for all elements, repeated over a tile. */
  final class Scalar implements ChainOperand {
    private final FloatBuffer place;
    final float[] tile = new float[PointwiseKernel.TILE];

    Scalar(FloatBuffer place) {
      this.place = place;
    }

    @Override
    public void refresh() {
      Arrays.fill(tile, place.get(0));
    }
  }

  /** A vector along an axis. */
  final class Vector implements ChainOperand {
    private final FloatBuffer place;
    private final AxisWalk walk;
    // With neighbours of their own index each, repeated until a tile can start anywhere.
    private final float[] elements;

    Vector(FloatBuffer place, AxisWalk walk) {
      this.place = place;
      this.walk = walk;
      elements = new float[walk.kept() + (walk.inner() == 1 ? PointwiseKernel.TILE : 0)];
    }

    @Override
    public void refresh() {
      place.get(0, elements, 0, walk.kept());
      for (int done = walk.kept(); done < elements.length; done += walk.kept()) {
        int more = Math.min(walk.kept(), elements.length - done);
        System.arraycopy(elements, 0, elements, done, more);
      }
    }

    /** The step that adds it. */
    TileStep adder(int from, int to) {
      if (walk.inner() == 1) {
        return (r, first, n) -> TileMath.addFrom(r[from], elements, first % walk.kept(), r[to], n);
      }
      return (r, first, n) -> eachRun(r[from], r[to], first, n, false);
    }

    /** The step that multiplies by it. */
    TileStep multiplier(int from, int to) {
      if (walk.inner() == 1) {
        return (r, first, n) ->
            TileMath.multiplyFrom(r[from], elements, first % walk.kept(), r[to], n);
      }
      return (r, first, n) -> eachRun(r[from], r[to], first, n, true);
    }

    private void eachRun(float[] x, float[] y, int first, int n, boolean multiply) {
      int i = 0;
      while (i < n) {
        int position = first + i;
        float v = elements[position / walk.inner() % walk.kept()];
        int end = Math.min(n, i + walk.inner() - position % walk.inner());
        if (multiply) {
          scaleRange(x, y, i, end, v);
        } else {
          shiftRange(x, y, i, end, v);
        }
        i = end;
      }
    }

    private static void scaleRange(float[] x, float[] y, int from, int to, float v) {
      for (int i = from; i < to; i++) {
        y[i] = x[i] * v;
      }
    }

    private static void shiftRange(float[] x, float[] y, int from, int to, float v) {
      for (int i = from; i < to; i++) {
        y[i] = x[i] + v;
      }
    }
  }
}
