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
  private static final int LANES = 1024;

  /** Each lane adds that many numbers in single precision. */
  private static final int BLOCK = 16 * LANES;

  private static final int GRAIN = 2;

  private final AxisWalk walk;
  private final Elements first;
  private final @Nullable Elements second;
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
    scratch = new float[parts][3][Math.min(LANES, walk.inner())];
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
    float[] lanes = buffers[2];
    Arrays.fill(lanes, 0);
    for (int done = 0; done < n; done += lanes.length) {
      accumulate(buffers, start + done, Math.min(lanes.length, n - done));
    }
    return sum(lanes);
  }

  private void accumulate(float[][] buffers, int start, int n) {
    float[] a = buffers[0];
    first.load(start, a, n);
    Elements other = second;
    if (other == null) {
      TileMath.add(buffers[2], a, buffers[2], n);
    } else if (other == first) {
      TileMath.addProduct(a, a, buffers[2], n);
    } else {
      other.load(start, buffers[1], n);
      TileMath.addProduct(a, buffers[1], buffers[2], n);
    }
  }

  // Four chains of additions, so that the processor need not wait for each.
  private static double sum(float[] a) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i];
      s1 += a[i + 1];
      s2 += a[i + 2];
      s3 += a[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
