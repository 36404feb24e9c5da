package io.feedalign.backend.cpu;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums (of products) over rows: the kept axis varies fastest in memory, as channels do in signals.
 * Rows are cut into fixed blocks whose sums are added in order.
 */
final class ColumnSums implements Kernel, WorkPool.Work {
  private static final int CHUNK = 4096;
  private static final int LANES = 256;
  private static final int CHUNKS_PER_BLOCK = 4;
  private static final int GRAIN = 2;

  private final AxisWalk walk;
  private final FloatBuffer first;
  private final @Nullable FloatBuffer second;
  private final FloatBuffer result;
  // Several short rows are summed as one long one, so that the loop over it has many lanes.
  private final int lane;
  private final int chunkRows;
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
    int together = Math.max(1, LANES / columns);
    lane = together * columns;
    chunkRows = together * Math.max(1, CHUNK / lane);
    blockRows = chunkRows * CHUNKS_PER_BLOCK;
    int blocks = (walk.outer() + blockRows - 1) / blockRows;
    partials = new double[blocks][columns];
    totals = new double[columns];
    parts = pool.parts(blocks, GRAIN);
    scratch = new float[parts][3][];
    for (float[][] buffers : scratch) {
      buffers[0] = new float[chunkRows * columns];
      buffers[1] = new float[second == null ? 0 : chunkRows * columns];
      buffers[2] = new float[lane];
    }
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
      Arrays.fill(partials[b], 0);
      int last = Math.min(walk.outer(), (b + 1) * blockRows);
      for (int row = b * blockRows; row < last; row += chunkRows) {
        chunk(scratch[index], row, Math.min(chunkRows, last - row), partials[b]);
      }
    }
  }

  private void chunk(float[][] buffers, int row, int rows, double[] into) {
    int columns = walk.kept();
    int n = rows * columns;
    first.get(row * columns, buffers[0], 0, n);
    FloatBuffer other = second;
    if (other != null) {
      other.get(row * columns, buffers[1], 0, n);
      TileMath.multiply(buffers[0], buffers[1], buffers[0], n);
    }
    float[] lanes = buffers[2];
    Arrays.fill(lanes, 0);
    for (int start = 0; start < n; start += lane) {
      accumulate(lanes, buffers[0], start, Math.min(lane, n - start));
    }
    for (int j = 0, c = 0; j < lane; j++) {
      into[c] += lanes[j];
      c = c + 1 == columns ? 0 : c + 1;
    }
  }

  private static void accumulate(float[] lanes, float[] values, int start, int n) {
    for (int j = 0; j < n; j++) {
      lanes[j] += values[start + j];
    }
  }
}
