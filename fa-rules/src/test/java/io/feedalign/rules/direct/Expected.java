package io.feedalign.rules.direct;

import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Rules;

/**
 * What the direct rules bring to a tap, from the matrices that a lab holds.
 *
 * @param widest units of the widest tap
 */
record Expected(Rules.Named rule, Lab lab, int[] target, int widest) {
  static final int CLASSES = 3;

  /** The rows that are projected, given the error. */
  double[] teaching(double[] error) {
    double[] rows = error.clone();
    for (int i = 0; i < rows.length; i++) {
      int n = i / CLASSES;
      rows[i] =
          switch (rule.name()) {
            case "sdfa" -> (error[i] > 0 ? 1 : error[i] < 0 ? -1 : 0) / (double) target.length;
            case "drtp" -> (target[n] == i % CLASSES ? 1 : 0) / (double) target.length;
            default -> error[i];
          };
    }
    return rows;
  }

  /** The signal at a tap of some channels and places, whose feedback is kept at a path. */
  double[] at(String path, double[] error, int channels, int places) {
    double[] b = matrix(path, channels, places);
    return Loops.product(teaching(error), target.length, b, 1);
  }

  private double[] matrix(String path, int channels, int places) {
    int n = channels * places;
    return switch (String.valueOf(rule.settings().get("projection"))) {
      case "shared" -> columns(lab.input("rule.feedback"), n);
      case "channel" -> broadcast(lab.input(path + ".feedback"), channels, places);
      default -> lab.input(path + ".feedback");
    };
  }

  private double[] columns(double[] all, int n) {
    double[] b = new double[CLASSES * n];
    for (int i = 0; i < b.length; i++) {
      b[i] = all[i / n * widest + i % n] / Math.sqrt(n);
    }
    return b;
  }

  private static double[] broadcast(double[] few, int channels, int places) {
    double[] b = new double[few.length * places];
    for (int i = 0; i < b.length; i++) {
      b[i] = few[i / (channels * places) * channels + i / places % channels];
    }
    return b;
  }
}
