package io.feedalign.testkit;

import io.feedalign.error.FaException;
import io.feedalign.ir.OneHot;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.TopKHits;
import java.util.List;

/** Where logits meet targets. */
final class ReferenceLoss {

  private ReferenceLoss() {}

  static void crossEntropy(SoftmaxCrossEntropy op, List<Cells> inputs, List<Cells> outputs) {
    Cells logits = inputs.get(0);
    Cells target = inputs.get(1);
    int valid = 0;
    for (int n = 0; n < target.count(); n++) {
      valid += target.at(n) >= 0 ? 1 : 0;
    }
    double loss = 0;
    for (int n = 0; n < target.count(); n++) {
      int wanted = target(target, n, logits.size(1));
      double[] logs = logSoftmax(logits, n);
      for (int k = 0; k < logs.length; k++) {
        double error = (Math.exp(logs[k]) - (k == wanted ? 1 : 0)) / valid;
        outputs.get(1).set(n * logs.length + k, wanted < 0 ? 0 : error);
      }
      loss -= wanted < 0 ? 0 : logs[wanted] / valid;
    }
    outputs.get(0).set(0, loss);
  }

  private static double[] logSoftmax(Cells logits, int row) {
    double[] shifted = new double[logits.size(1)];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < shifted.length; k++) {
      largest = Math.max(largest, logits.at(row * shifted.length + k));
    }
    double sum = 0;
    for (int k = 0; k < shifted.length; k++) {
      shifted[k] = logits.at(row * shifted.length + k) - largest;
      sum += Math.exp(shifted[k]);
    }
    for (int k = 0; k < shifted.length; k++) {
      shifted[k] -= Math.log(sum);
    }
    return shifted;
  }

  /** A class that is not a number ranks below all others. */
  static void hits(TopKHits op, List<Cells> inputs, List<Cells> outputs) {
    Cells logits = inputs.get(0);
    int hits = 0;
    for (int n = 0; n < logits.size(0); n++) {
      int wanted = target(inputs.get(1), n, logits.size(1));
      hits += wanted >= 0 && rank(logits, n, wanted) < op.k() ? 1 : 0;
    }
    outputs.get(0).set(0, hits);
  }

  private static int rank(Cells logits, int row, int wanted) {
    int first = row * logits.size(1);
    double mine = logits.at(first + wanted);
    if (Double.isNaN(mine)) {
      return Integer.MAX_VALUE;
    }
    int better = 0;
    for (int k = 0; k < logits.size(1); k++) {
      double other = logits.at(first + k);
      better += other > mine || (other == mine && k < wanted) ? 1 : 0;
    }
    return better;
  }

  static void oneHot(OneHot op, List<Cells> inputs, List<Cells> outputs) {
    for (int n = 0; n < inputs.get(0).count(); n++) {
      int wanted = target(inputs.get(0), n, op.classes());
      for (int k = 0; k < op.classes(); k++) {
        outputs.get(0).set(n * op.classes() + k, k == wanted ? 1 : 0);
      }
    }
  }

  private static int target(Cells targets, int row, int classes) {
    int target = (int) targets.at(row);
    if (target < -1 || target >= classes) {
      throw FaException.user(
          "Row "
              + row
              + " has target "
              + target
              + ", but there are "
              + classes
              + " classes: targets go from 0 to "
              + (classes - 1)
              + ", and -1 ignores a row.");
    }
    return target;
  }
}
