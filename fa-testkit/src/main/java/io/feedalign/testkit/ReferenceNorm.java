package io.feedalign.testkit;

import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import java.util.List;

/** Batch normalisation over axis 1. */
final class ReferenceNorm {

  private ReferenceNorm() {}

  static void learn(BatchNorm op, List<Cells> inputs, List<Cells> outputs) {
    Cells x = inputs.get(0);
    double[] mean = new double[x.size(1)];
    double[] variance = new double[x.size(1)];
    double rows = (double) x.count() / x.size(1);
    for (int i = 0; i < x.count(); i++) {
      mean[x.along(1, i)] += x.at(i) / rows;
    }
    for (int i = 0; i < x.count(); i++) {
      double deviation = x.at(i) - mean[x.along(1, i)];
      variance[x.along(1, i)] += deviation * deviation / rows;
    }
    outputs.get(1).setAll(mean);
    outputs.get(2).setAll(variance);
    List<Cells> all = List.of(x, inputs.get(1), inputs.get(2), outputs.get(1), outputs.get(2));
    infer(new BatchNormInference(op.epsilon()), all, outputs);
  }

  static void infer(BatchNormInference op, List<Cells> inputs, List<Cells> outputs) {
    Cells x = inputs.get(0);
    for (int i = 0; i < x.count(); i++) {
      int c = x.along(1, i);
      double gain = inputs.get(1).at(c);
      double shift = inputs.get(2).at(c);
      double mean = inputs.get(3).at(c);
      double variance = inputs.get(4).at(c);
      outputs.get(0).set(i, gain * (x.at(i) - mean) / Math.sqrt(variance + op.epsilon()) + shift);
    }
  }

  /**
   * With {@code u = (x - mean) / sqrt(variance + epsilon)}: gain gets {@code sum s u}, shift gets
   * {@code sum s}, and x gets {@code gain / sqrt(variance + epsilon) (s - mean(s) - u mean(s u))}.
   */
  static void grad(BatchNormGrad op, List<Cells> inputs, List<Cells> outputs) {
    Cells x = inputs.get(0);
    Cells signal = inputs.get(4);
    double[] gain = new double[x.size(1)];
    double[] shift = new double[x.size(1)];
    for (int i = 0; i < x.count(); i++) {
      gain[x.along(1, i)] += signal.at(i) * normalised(op, inputs, i);
      shift[x.along(1, i)] += signal.at(i);
    }
    double rows = (double) x.count() / x.size(1);
    for (int i = 0; i < x.count(); i++) {
      int c = x.along(1, i);
      double slope = inputs.get(1).at(c) / Math.sqrt(inputs.get(3).at(c) + op.epsilon());
      double centred = signal.at(i) - shift[c] / rows - normalised(op, inputs, i) * gain[c] / rows;
      outputs.get(0).set(i, slope * centred);
    }
    outputs.get(1).setAll(gain);
    outputs.get(2).setAll(shift);
  }

  private static double normalised(BatchNormGrad op, List<Cells> inputs, int i) {
    Cells x = inputs.get(0);
    int c = x.along(1, i);
    return (x.at(i) - inputs.get(2).at(c)) / Math.sqrt(inputs.get(3).at(c) + op.epsilon());
  }
}
