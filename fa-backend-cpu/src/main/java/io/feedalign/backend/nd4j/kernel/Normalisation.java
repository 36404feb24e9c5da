package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.WorkPool;
import java.nio.FloatBuffer;

/** {@code gain (x - mean) / sqrt(variance + epsilon) + shift} per channel, tile by tile. */
final class Normalisation {
  private final RowTiles tiles;
  private final Images images;
  private final FloatBuffer gain;
  private final FloatBuffer shift;
  private final float[][] buffers;
  private final float[] centre;
  private final float[] scale;
  private final float[] offset;
  private final WorkPool.Work work;

  /** What is read and what is written. */
  record Images(FloatBuffer from, FloatBuffer to) {}

  Normalisation(RowTiles tiles, Images images, FloatBuffer gain, FloatBuffer shift) {
    this.tiles = tiles;
    this.images = images;
    this.gain = gain;
    this.shift = shift;
    buffers = tiles.buffers();
    centre = new float[tiles.channels()];
    scale = new float[tiles.channels()];
    offset = new float[tiles.channels()];
    work = tiles.work(this::tile);
  }

  void run(double[] mean, double[] variance, double epsilon) {
    for (int c = 0; c < centre.length; c++) {
      double factor = gain.get(c) / Math.sqrt(variance[c] + epsilon);
      centre[c] = (float) mean[c];
      scale[c] = (float) factor;
      // What rounding took from the mean goes into the offset.
      offset[c] = (float) (shift.get(c) - (mean[c] - centre[c]) * factor);
    }
    tiles.run(work);
  }

  private void tile(int part, int tile, int start, int floats) {
    float[] row = buffers[part];
    images.from.get(start, row, 0, floats);
    for (int i = 0; i < floats; i += centre.length) {
      for (int c = 0; c < centre.length; c++) {
        row[i + c] = (row[i + c] - centre[c]) * scale[c] + offset[c];
      }
    }
    images.to.put(start, row, 0, floats);
  }
}
