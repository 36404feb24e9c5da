package io.feedalign.backend.cpu;

import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A product of a tall matrix and a wide one with few terms, whose rows are images: the elements of
 * a tile are computed where they are needed instead of being stored and loaded again. The wide
 * matrix is brought to the images' memory order when it has changed, which is less work than
 * reordering the result.
 */
final class NarrowProduct implements ChainOperand, WorkPool.Work {
  /** More terms than this are better left to a kernel for products. */
  static final int MOST_TERMS = 32;

  private static final int GRAIN = 1 << 15;
  private static final int TOGETHER = 4;

  /** Elements of the wide matrix that a core's own caches hold beside other operands. */
  private static final int CACHED = 1 << 17;

  private final FloatBuffer tall;
  private final FloatBuffer wide;
  private final ImageOrder order;
  private final int terms;
  private final int columns;
  private final int tile;
  private final float[] factors;
  // By block of columns and term: HotSpot makes vector loops only of arrays read from their start.
  private final float[][][] blocks;
  // The wide matrix as it was packed: feedback that stays fixed is packed once.
  private final float[][] packed;
  private final FloatBuffer[] given;
  private final FloatBuffer[] known;
  private final float[][] scratch;
  private final WorkPool pool;
  private final int parts;

  /**
   * The product {@code a b} in a form of its rows.
   *
   * @param images the form in which its elements are wanted
   */
  NarrowProduct(Value a, Value b, Form images, Views views, WorkPool pool) {
    this.pool = pool;
    tall = views.floats(a);
    wide = views.floats(b);
    order = ImageOrder.of(images);
    terms = b.shape().size(0);
    columns = b.shape().size(1);
    tile = tile(images.shape().size(1));
    factors = new float[tall.capacity()];
    blocks = new float[(columns + tile - 1) / tile][terms][tile + PointwiseKernel.SPACING];
    packed = new float[terms][columns];
    given = new FloatBuffer[terms];
    known = new FloatBuffer[terms];
    for (int k = 0; k < terms; k++) {
      given[k] = wide.slice(k * columns, columns);
      known[k] = FloatBuffer.wrap(packed[k]);
    }
    parts = Math.min(terms, pool.parts(wide.capacity(), GRAIN));
    scratch = new float[parts][columns];
  }

  /** A multiple of the channels that cuts a row evenly. */
  private int tile(int channels) {
    int pixels = columns / channels;
    int pieces = ceilDiv(pixels, PointwiseKernel.TILE / channels);
    return ceilDiv(pixels, pieces) * channels;
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  @Override
  public void refresh() {
    tall.get(0, factors);
    pool.run(this, parts);
  }

  @Override
  public long held() {
    long tiles = (long) blocks.length * terms * (tile + PointwiseKernel.SPACING);
    return Float.BYTES * (tiles + (long) (terms + parts) * columns + factors.length);
  }

  @Override
  public void part(int index, int count) {
    float[] ordered = scratch[index];
    int end = WorkPool.start(terms, index + 1, count);
    for (int k = WorkPool.start(terms, index, count); k < end; k++) {
      // At first all are zeros, which lie packed as they are.
      if (given[k].mismatch(known[k]) >= 0) {
        given[k].get(0, packed[k]);
        pack(k, ordered);
      }
    }
  }

  private void pack(int k, float[] ordered) {
    order.toMemory(packed[k], ordered);
    for (int block = 0; block < blocks.length; block++) {
      int first = block * tile;
      System.arraycopy(ordered, first, blocks[block][k], 0, Math.min(tile, columns - first));
    }
  }

  /**
   * All rows for some columns before the next, so that these columns stay cached: as many as that
   * allows, since images are read and stored faster in long runs.
   */
  PointwiseKernel.Walk walk() {
    int span = Math.max(1, CACHED / terms / tile) * tile;
    return new PointwiseKernel.Walk(factors.length / terms, columns, span, tile);
  }

  /** Computes elements {@code first} to {@code first + n} in memory order: a tile of the walk. */
  void fill(float[] y, int first, int n) {
    float[][] b = blocks[first % columns / tile];
    int factor = first / columns * terms;
    int k = terms % TOGETHER;
    begin(y, b, k, factor, n);
    for (; k < terms; k += TOGETHER) {
      addFour(y, b, k, factor + k, n);
    }
  }

  /** The terms that are left when the others are taken by fours. */
  private void begin(float[] y, float[][] b, int count, int factor, int n) {
    switch (count) {
      case 0:
        Arrays.fill(y, 0, n, 0);
        break;
      case 1:
        TileMath.scale(b[0], y, n, factors[factor]);
        break;
      default:
        TileMath.combine(b[0], factors[factor], b[1], factors[factor + 1], y, n);
        if (count > 2) {
          TileMath.addScaled(y, b[2], y, n, factors[factor + 2]);
        }
    }
  }

  private void addFour(float[] y, float[][] b, int k, int factor, int n) {
    float f0 = factors[factor];
    float f1 = factors[factor + 1];
    float f2 = factors[factor + 2];
    float f3 = factors[factor + 3];
    float[] b0 = b[k];
    float[] b1 = b[k + 1];
    float[] b2 = b[k + 2];
    float[] b3 = b[k + 3];
    for (int i = 0; i < n; i++) {
      y[i] = y[i] + f0 * b0[i] + f1 * b1[i] + f2 * b2[i] + f3 * b3[i];
    }
  }
}
