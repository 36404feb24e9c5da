package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Instruction;
import java.nio.FloatBuffer;

/** Batch normalisation with given statistics. */
final class BatchNormInferenceKernel implements Kernel {
  private final double epsilon;
  private final Normalisation normalisation;
  private final FloatBuffer meanPlace;
  private final FloatBuffer variancePlace;
  private final double[] mean;
  private final double[] variance;

  BatchNormInferenceKernel(Instruction step, Views views, WorkPool pool) {
    RowTiles tiles = RowTiles.of(step.output(), pool);
    FloatBuffer x = views.floats(step.inputs().get(0));
    epsilon = ((BatchNormInference) step.op()).epsilon();
    normalisation =
        new Normalisation(
            tiles,
            new Normalisation.Images(x, views.floats(step.output())),
            views.floats(step.inputs().get(1)),
            views.floats(step.inputs().get(2)));
    meanPlace = views.floats(step.inputs().get(3));
    variancePlace = views.floats(step.inputs().get(4));
    mean = new double[tiles.channels()];
    variance = new double[tiles.channels()];
  }

  @Override
  public void run() {
    for (int c = 0; c < mean.length; c++) {
      mean[c] = meanPlace.get(c);
      variance[c] = variancePlace.get(c);
    }
    normalisation.run(mean, variance, epsilon);
  }
}
