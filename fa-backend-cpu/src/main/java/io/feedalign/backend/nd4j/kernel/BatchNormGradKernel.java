package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.Instruction;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The adjoint of batch normalisation.
 *
 * <p>With {@code h = (x - mean) / sqrt(variance + epsilon)} over R rows: shift's gradient is {@code
 * sum s}, gain's is {@code sum s h}, and the signal at x is {@code gain / sqrt(variance + epsilon)
 * (s - sum s / R - h sum s h / R)}.
 */
final class BatchNormGradKernel implements Kernel {
  private final RowTiles tiles;
  private final double epsilon;
  private final FloatBuffer x;
  private final FloatBuffer gain;
  private final FloatBuffer mean;
  private final FloatBuffer variance;
  private final FloatBuffer signal;
  private final FloatBuffer result;
  private final FloatBuffer gainGradient;
  private final FloatBuffer shiftGradient;
  private final float[][] images;
  private final float[][] signals;
  private final double[][] plain;
  private final double[][] weighted;
  private final float[] centre;
  private final float[] scale;
  private final float[] meanSignal;
  private final float[] meanWeighted;
  private final float[] factor;
  private final WorkPool.Work sum;
  private final WorkPool.Work spread;

  BatchNormGradKernel(Instruction step, Views views, WorkPool pool) {
    tiles = RowTiles.of(step.output(), pool);
    epsilon = ((BatchNormGrad) step.op()).epsilon();
    x = views.floats(step.inputs().get(0));
    gain = views.floats(step.inputs().get(1));
    mean = views.floats(step.inputs().get(2));
    variance = views.floats(step.inputs().get(3));
    signal = views.floats(step.inputs().get(4));
    result = views.floats(step.outputs().get(0));
    gainGradient = views.floats(step.outputs().get(1));
    shiftGradient = views.floats(step.outputs().get(2));
    images = tiles.buffers();
    signals = tiles.buffers();
    plain = tiles.sums();
    weighted = tiles.sums();
    centre = new float[tiles.channels()];
    scale = new float[tiles.channels()];
    meanSignal = new float[tiles.channels()];
    meanWeighted = new float[tiles.channels()];
    factor = new float[tiles.channels()];
    sum = tiles.work(this::sum);
    spread = tiles.work(this::spread);
  }

  @Override
  public void run() {
    for (int c = 0; c < centre.length; c++) {
      centre[c] = mean.get(c);
      scale[c] = (float) (1 / Math.sqrt(variance.get(c) + epsilon));
      factor[c] = gain.get(c) * scale[c];
    }
    tiles.run(sum);
    for (int c = 0; c < centre.length; c++) {
      double signals = RowTiles.total(plain, c);
      double products = RowTiles.total(weighted, c);
      shiftGradient.put(c, (float) signals);
      gainGradient.put(c, (float) products);
      meanSignal[c] = (float) (signals / tiles.rows());
      meanWeighted[c] = (float) (products / tiles.rows());
    }
    tiles.run(spread);
  }

  private void sum(int part, int tile, int start, int floats) {
    float[] image = images[part];
    float[] credit = signals[part];
    double[] plainly = plain[tile];
    double[] products = weighted[tile];
    x.get(start, image, 0, floats);
    signal.get(start, credit, 0, floats);
    Arrays.fill(plainly, 0);
    Arrays.fill(products, 0);
    for (int i = 0; i < floats; i += centre.length) {
      for (int c = 0; c < centre.length; c++) {
        plainly[c] += credit[i + c];
        products[c] += (double) credit[i + c] * ((image[i + c] - centre[c]) * scale[c]);
      }
    }
  }

  private void spread(int part, int tile, int start, int floats) {
    float[] image = images[part];
    float[] credit = signals[part];
    x.get(start, image, 0, floats);
    signal.get(start, credit, 0, floats);
    for (int i = 0; i < floats; i += centre.length) {
      for (int c = 0; c < centre.length; c++) {
        float normal = (image[i + c] - centre[c]) * scale[c];
        credit[i + c] = factor[c] * (credit[i + c] - meanSignal[c] - normal * meanWeighted[c]);
      }
    }
    result.put(start, credit, 0, floats);
  }
}
