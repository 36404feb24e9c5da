package io.feedalign.backend.cpu;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums (of products) over neighbours in memory: everything into a scalar, or what belongs to one
 * index of an outer axis. Cut into fixed blocks whose sums are added in order, so that the number
 * of threads does not matter.
 */
final class SegmentSums implements Kernel, WorkPool.Work {
  private static final int BLOCK = 4096;
  private static final int GRAIN = 8;

  private final AxisWalk walk;
  private final FloatBuffer first;
  private final @Nullable FloatBuffer second;
  private final FloatBuffer result;
  private final int blocksPerSegment;
  private final double[] partials;
  private final double[] totals;
  private final float[][][] scratch;
  private final WorkPool pool;
  private final int parts;

  SegmentSums(AxisWalk walk, SumOperands operands, WorkPool pool) {
    this.walk = walk;
    this.pool = pool;
    first = operands.first();
    second = operands.second();
    result = operands.result();
    blocksPerSegment = (walk.inner() + BLOCK - 1) / BLOCK;
    partials = new double[walk.outer() * walk.kept() * blocksPerSegment];
    totals = new double[walk.kept()];
    parts = pool.parts(partials.length, GRAIN);
    scratch = new float[parts][2][Math.min(BLOCK, walk.inner())];
  }

  @Override
  public void run() {
    pool.run(this, parts);
    Arrays.fill(totals, 0);
    for (int i = 0; i < partials.length; i++) {
      totals[i / blocksPerSegment % walk.kept()] += partials[i];
    }
    for (int k = 0; k < totals.length; k++) {
      result.put(k, (float) totals[k]);
    }
  }

  @Override
  public void part(int index, int count) {
    int end = WorkPool.start(partials.length, index + 1, count);
    for (int i = WorkPool.start(partials.length, index, count); i < end; i++) {
      int within = i % blocksPerSegment * BLOCK;
      int start = i / blocksPerSegment * walk.inner() + within;
      partials[i] = block(scratch[index], start, Math.min(BLOCK, walk.inner() - within));
    }
  }

  private double block(float[][] buffers, int start, int n) {
    float[] a = buffers[0];
    first.get(start, a, 0, n);
    FloatBuffer other = second;
    if (other == null) {
      return sum(a, n);
    }
    other.get(start, buffers[1], 0, n);
    return dot(a, buffers[1], n);
  }

  // Four chains of additions, so that the processor need not wait for each.
  private static double sum(float[] a, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[i];
      s1 += a[i + 1];
      s2 += a[i + 2];
      s3 += a[i + 3];
    }
    for (; i < n; i++) {
      s0 += a[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  private static double dot(float[] a, float[] b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += (double) a[i] * b[i];
      s1 += (double) a[i + 1] * b[i + 1];
      s2 += (double) a[i + 2] * b[i + 2];
      s3 += (double) a[i + 3] * b[i + 3];
    }
    for (; i < n; i++) {
      s0 += (double) a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
