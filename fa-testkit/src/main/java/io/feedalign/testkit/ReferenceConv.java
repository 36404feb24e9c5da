package io.feedalign.testkit;

import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Geometry;
import java.util.List;

/**
 * The three verbs of convolution: one walk over the terms of the form, three ways to add them up.
 */
final class ReferenceConv {

  private ReferenceConv() {}

  static void drive(Conv2d op, List<Cells> inputs, List<Cells> outputs) {
    Cells x = inputs.get(0);
    Cells w = inputs.get(1);
    Cells y = outputs.get(0);
    double[] sums = new double[y.count()];
    walk(op.geometry(), x, w, y)
        .each(
            run -> {
              double tap = w.at(run.w());
              for (int t = 0; t < run.count(); t++) {
                sums[run.y() + t] += x.at(run.x() + t * run.stride()) * tap;
              }
            });
    y.setAll(sums);
  }

  static void pull(Conv2dInputGrad op, List<Cells> inputs, List<Cells> outputs) {
    Cells signal = inputs.get(0);
    Cells w = inputs.get(1);
    Cells x = outputs.get(0);
    double[] sums = new double[x.count()];
    walk(op.geometry(), x, w, signal)
        .each(
            run -> {
              double tap = w.at(run.w());
              for (int t = 0; t < run.count(); t++) {
                sums[run.x() + t * run.stride()] += signal.at(run.y() + t) * tap;
              }
            });
    x.setAll(sums);
  }

  static void correlate(Conv2dWeightGrad op, List<Cells> inputs, List<Cells> outputs) {
    Cells x = inputs.get(0);
    Cells signal = inputs.get(1);
    Cells w = outputs.get(0);
    double[] sums = new double[w.count()];
    walk(op.geometry(), x, w, signal)
        .each(
            run -> {
              double sum = 0;
              for (int t = 0; t < run.count(); t++) {
                sum += x.at(run.x() + t * run.stride()) * signal.at(run.y() + t);
              }
              sums[run.w()] += sum;
            });
    w.setAll(sums);
  }

  private static ConvWalk walk(Geometry geometry, Cells x, Cells w, Cells y) {
    return new ConvWalk(geometry, x.value().shape(), w.value().shape(), y.value().shape());
  }
}
