package io.feedalign.testkit;

import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import java.util.List;

/** Pooling and its adjoints. A choice of max pooling is kept as the winner's flat index in x. */
final class ReferencePool {

  /** The choice of a window that covers nothing but padding. */
  private static final int NOBODY = -1;

  private ReferencePool() {}

  static void max(MaxPool op, List<Cells> inputs, List<Cells> outputs) {
    Cells x = inputs.get(0);
    Cells y = outputs.get(0);
    Cells choice = outputs.get(1);
    walk(op.geometry(), x, y)
        .each(
            (window, pixels) -> {
              int winner = NOBODY;
              for (int pixel : pixels) {
                if (winner == NOBODY || x.at(pixel) > x.at(winner)) {
                  winner = pixel;
                }
              }
              y.set(window, winner == NOBODY ? Double.NEGATIVE_INFINITY : x.at(winner));
              choice.set(window, winner);
            });
  }

  static void maxGrad(MaxPoolGrad op, List<Cells> inputs, List<Cells> outputs) {
    Cells choice = inputs.get(0);
    Cells signal = inputs.get(1);
    double[] sums = new double[outputs.get(0).count()];
    for (int window = 0; window < signal.count(); window++) {
      int winner = (int) choice.at(window);
      if (winner != NOBODY) {
        sums[winner] += signal.at(window);
      }
    }
    outputs.get(0).setAll(sums);
  }

  static void average(AvgPool op, List<Cells> inputs, List<Cells> outputs) {
    Cells x = inputs.get(0);
    Cells y = outputs.get(0);
    walk(op.geometry(), x, y)
        .each(
            (window, pixels) -> {
              double sum = 0;
              for (int pixel : pixels) {
                sum += x.at(pixel);
              }
              y.set(window, sum / divisor(op.geometry(), op.countPadding(), pixels.length));
            });
  }

  static void averageGrad(AvgPoolGrad op, List<Cells> inputs, List<Cells> outputs) {
    Cells signal = inputs.get(0);
    Cells x = outputs.get(0);
    double[] sums = new double[x.count()];
    walk(op.geometry(), x, signal)
        .each(
            (window, pixels) -> {
              int divisor = divisor(op.geometry(), op.countPadding(), pixels.length);
              for (int pixel : pixels) {
                sums[pixel] += signal.at(window) / divisor;
              }
            });
    x.setAll(sums);
  }

  /** At least 1, so that a window of nothing but padding averages to 0. */
  private static int divisor(Geometry geometry, boolean countPadding, int covered) {
    return countPadding ? geometry.kernel().h() * geometry.kernel().w() : Math.max(1, covered);
  }

  private static PoolWalk walk(Geometry geometry, Cells x, Cells y) {
    return new PoolWalk(geometry, x.value().shape(), y.value().shape());
  }
}
