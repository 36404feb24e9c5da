package io.feedalign.backend.cpu;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums (of products) over rows: the kept axis varies fastest in memory, as channels do in signals.
 * Rows are cut into fixed blocks whose sums are added in order.
 */
final class ColumnSums implements Kernel, WorkPool.Work {
  private static final int LANES = 1024;

  /** How many numbers each lane adds in single precision. */
  private static final int DEPTH = 16;

  private static final int GRAIN = 2;

  private final AxisWalk walk;
  private final Elements first;
  private final @Nullable Elements second;
  private final FloatBuffer result;
  // Several short rows are summed as one long one, so that the loop over it has many lanes.
  private final int lane;
  private final int laneRows;
  private final int blockRows;
  private final double[][] partials;
  private final double[] totals;
  private final float[][][] scratch;
  private final WorkPool pool;
  private final int parts;

  ColumnSums(AxisWalk walk, SumOperands operands, WorkPool pool) {
    this.walk = walk;
    this.pool = pool;
    first = operands.first();
    second = operands.second();
    result = operands.result();
    int columns = walk.kept();
    laneRows = Math.max(1, LANES / columns);
    lane = laneRows * columns;
    blockRows = laneRows * DEPTH;
    int blocks = (walk.outer() + blockRows - 1) / blockRows;
    partials = new double[blocks][columns];
    totals = new double[columns];
    parts = pool.parts(blocks, GRAIN);
    scratch = new float[parts][3][];
    for (float[][] buffers : scratch) {
      buffers[0] = new float[lane];
      buffers[1] = new float[second == null ? 0 : lane];
      buffers[2] = new float[lane];
    }
  }

  @Override
  public long held() {
    return (long) Double.BYTES * partials.length * totals.length;
  }

  @Override
  public void run() {
    pool.run(this, parts);
    Arrays.fill(totals, 0);
    for (double[] partial : partials) {
      for (int c = 0; c < totals.length; c++) {
        totals[c] += partial[c];
      }
    }
    for (int c = 0; c < totals.length; c++) {
      result.put(c, (float) totals[c]);
    }
  }

  @Override
  public void part(int index, int count) {
    int end = WorkPool.start(partials.length, index + 1, count);
    for (int b = WorkPool.start(partials.length, index, count); b < end; b++) {
      block(scratch[index], b * blockRows, partials[b]);
    }
  }

  private void block(float[][] buffers, int start, double[] into) {
    float[] lanes = buffers[2];
    Arrays.fill(lanes, 0);
    int end = Math.min(walk.outer(), start + blockRows);
    for (int row = start; row < end; row += laneRows) {
      accumulate(buffers, row, Math.min(laneRows, end - row) * walk.kept());
    }
    Arrays.fill(into, 0);
    for (int j = 0, c = 0; j < lane; j++) {
      into[c] += lanes[j];
      c = c + 1 == into.length ? 0 : c + 1;
    }
  }

  private void accumulate(float[][] buffers, int row, int n) {
    float[] values = buffers[0];
    first.load(row * walk.kept(), values, n);
    Elements other = second;
    if (other != null) {
      other.load(row * walk.kept(), buffers[1], n);
      TileMath.multiply(values, buffers[1], values, n);
    }
    TileMath.add(buffers[2], values, buffers[2], n);
  }
}
