package io.feedalign.backend.cpu;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/** Mean cross-entropy of a softmax and its gradient, row by row in one pass. */
final class SoftmaxKernel implements Kernel, WorkPool.Work {
  private static final int GRAIN = 4096;

  private final int classes;
  private final FloatBuffer logits;
  private final IntBuffer targets;
  private final FloatBuffer loss;
  private final FloatBuffer error;
  private final double[] rowLosses;
  private final float[][] rows;
  private final double[][] exponentials;
  private final WorkPool pool;
  private final int parts;
  private double share;

  SoftmaxKernel(Instruction instruction, Views views, WorkPool pool) {
    this.pool = pool;
    Value scores = instruction.inputs().get(0);
    classes = scores.shape().size(1);
    logits = views.floats(scores);
    targets = views.ints(instruction.inputs().get(1));
    loss = views.floats(instruction.outputs().get(0));
    error = views.floats(instruction.outputs().get(1));
    rowLosses = new double[scores.shape().size(0)];
    parts = Math.min(rowLosses.length, pool.parts(scores.shape().elements(), GRAIN));
    rows = new float[parts][classes];
    exponentials = new double[parts][classes];
  }

  @Override
  public void run() {
    int valid = 0;
    for (int n = 0; n < rowLosses.length; n++) {
      valid += TargetRows.check(targets.get(n), n, classes) >= 0 ? 1 : 0;
    }
    share = valid == 0 ? 0 : 1.0 / valid;
    pool.run(this, parts);
    double total = 0;
    for (double rowLoss : rowLosses) {
      total += rowLoss;
    }
    loss.put(0, (float) (total * share));
  }

  @Override
  public void part(int index, int count) {
    int end = WorkPool.start(rowLosses.length, index + 1, count);
    for (int n = WorkPool.start(rowLosses.length, index, count); n < end; n++) {
      row(rows[index], exponentials[index], n);
    }
  }

  private void row(float[] row, double[] powers, int n) {
    int target = targets.get(n);
    rowLosses[n] = 0;
    if (target < 0) {
      Arrays.fill(row, 0);
    } else {
      logits.get(n * classes, row);
      rowLosses[n] = softmax(row, powers, target);
    }
    error.put(n * classes, row);
  }

  /** Turns logits into the error and gives the row's loss. */
  private double softmax(float[] row, double[] powers, int target) {
    float most = Float.NEGATIVE_INFINITY;
    for (float logit : row) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      powers[c] = Math.exp(row[c] - most);
      sum += powers[c];
    }
    double rowLoss = Math.log(sum) - (row[target] - most);
    for (int c = 0; c < classes; c++) {
      row[c] = (float) ((powers[c] / sum - (c == target ? 1 : 0)) * share);
    }
    return rowLoss;
  }
}
