package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.ir.Value;

/**
 * A matrix of rows by channels cut into tiles of whole rows, small enough for a core's cache. The
 * cut depends on the sizes alone, so that sums over tiles have the same bits for any number of
 * threads.
 */
record RowTiles(int rows, int channels, WorkPool pool) {
  private static final int FLOATS = 8192;

  /** What is done with a tile. */
  @FunctionalInterface
  interface Visit {
    /**
     * Visits one tile.
     *
     * @param part which thread asks
     * @param tile which tile it is
     * @param start its first element
     * @param floats how many elements it has
     */
    void tile(int part, int tile, int start, int floats);
  }

  static RowTiles of(Value value, WorkPool pool) {
    int channels = value.shape().size(1);
    return new RowTiles(Math.toIntExact(value.shape().elements() / channels), channels, pool);
  }

  int tiles() {
    return (rows + rowsPerTile() - 1) / rowsPerTile();
  }

  int parts() {
    return pool.parts(tiles(), 2);
  }

  /** Room for one tile for each thread. */
  float[][] buffers() {
    return new float[parts()][rowsPerTile() * channels];
  }

  /** Room for a sum per channel for each tile. */
  double[][] sums() {
    return new double[tiles()][channels];
  }

  /** The work of visiting every tile, made once and run often. */
  WorkPool.Work work(Visit visit) {
    int tileFloats = rowsPerTile() * channels;
    int all = rows * channels;
    return (index, count) -> {
      int end = WorkPool.start(tiles(), index + 1, count);
      for (int tile = WorkPool.start(tiles(), index, count); tile < end; tile++) {
        int start = tile * tileFloats;
        visit.tile(index, tile, start, Math.min(tileFloats, all - start));
      }
    };
  }

  void run(WorkPool.Work work) {
    pool.run(work, parts());
  }

  /** The sum over tiles of one channel, in their order. */
  static double total(double[][] sums, int channel) {
    double total = 0;
    for (double[] tile : sums) {
      total += tile[channel];
    }
    return total;
  }

  private int rowsPerTile() {
    return Math.max(1, FLOATS / channels);
  }
}
