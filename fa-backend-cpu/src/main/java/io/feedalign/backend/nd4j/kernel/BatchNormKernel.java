package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.Instruction;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Batch normalisation with the batch's own statistics, found in two passes in double precision. */
final class BatchNormKernel implements Kernel {
  private final RowTiles tiles;
  private final double epsilon;
  private final FloatBuffer x;
  private final FloatBuffer meanPlace;
  private final FloatBuffer variancePlace;
  private final Normalisation normalisation;
  private final float[][] buffers;
  private final double[][] sums;
  private final double[] mean;
  private final double[] variance;
  private final WorkPool.Work sum;
  private final WorkPool.Work squares;

  BatchNormKernel(Instruction step, Views views, WorkPool pool) {
    tiles = RowTiles.of(step.output(), pool);
    epsilon = ((BatchNorm) step.op()).epsilon();
    x = views.floats(step.inputs().get(0));
    meanPlace = views.floats(step.outputs().get(1));
    variancePlace = views.floats(step.outputs().get(2));
    normalisation =
        new Normalisation(
            tiles,
            new Normalisation.Images(x, views.floats(step.output())),
            views.floats(step.inputs().get(1)),
            views.floats(step.inputs().get(2)));
    buffers = tiles.buffers();
    sums = tiles.sums();
    mean = new double[tiles.channels()];
    variance = new double[tiles.channels()];
    sum = tiles.work(this::sum);
    squares = tiles.work(this::squares);
  }

  @Override
  public void run() {
    tiles.run(sum);
    average(mean, meanPlace);
    tiles.run(squares);
    average(variance, variancePlace);
    normalisation.run(mean, variance, epsilon);
  }

  private void average(double[] into, FloatBuffer place) {
    for (int c = 0; c < into.length; c++) {
      into[c] = RowTiles.total(sums, c) / tiles.rows();
      place.put(c, (float) into[c]);
    }
  }

  private void sum(int part, int tile, int start, int floats) {
    float[] row = buffers[part];
    double[] into = sums[tile];
    x.get(start, row, 0, floats);
    Arrays.fill(into, 0);
    for (int i = 0; i < floats; i += into.length) {
      for (int c = 0; c < into.length; c++) {
        into[c] += row[i + c];
      }
    }
  }

  private void squares(int part, int tile, int start, int floats) {
    float[] row = buffers[part];
    double[] into = sums[tile];
    x.get(start, row, 0, floats);
    Arrays.fill(into, 0);
    for (int i = 0; i < floats; i += into.length) {
      for (int c = 0; c < into.length; c++) {
        double distance = row[i + c] - mean[c];
        into[c] += distance * distance;
      }
    }
  }
}
