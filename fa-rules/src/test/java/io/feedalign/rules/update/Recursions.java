package io.feedalign.rules.update;

import io.feedalign.optim.Schedule;
import io.feedalign.testkit.UpdateRecursion;
import java.util.function.ToDoubleFunction;

/** The optimizers of the literature in plain doubles, written from their papers. */
final class Recursions {
  private Recursions() {}

  /** A rate that follows some course. */
  interface Course extends ToDoubleFunction<Schedule.Progress> {}

  static Course constant(double rate) {
    return at -> rate;
  }

  /** PyTorch's SGD with coupled decay. */
  static UpdateRecursion sgd(Course rate, double mu, double decay, boolean nesterov) {
    return UpdateRecursion.ofElements(
        () -> {
          double[] v = {0};
          return (w, gradient, at) -> {
            double g = gradient + decay * w;
            v[0] = mu * v[0] + g;
            return w - rate.applyAsDouble(at) * (nesterov ? g + mu * v[0] : v[0]);
          };
        });
  }

  /** Batch Manhattan: the sign, then decay, momentum and rate. */
  static UpdateRecursion manhattan(double rate, double mu, double decay) {
    UpdateRecursion after = sgd(constant(rate), mu, decay, false);
    return (weight, gradient, at) -> {
      double[] signs = new double[gradient.length];
      for (int i = 0; i < signs.length; i++) {
        signs[i] = gradient[i] > 0 ? 1 : gradient[i] < 0 ? -1 : 0;
      }
      return after.next(weight, signs, at);
    };
  }

  /** Adam (Kingma, Ba 2015, algorithm 1), then the weight's own part is taken off. */
  static UpdateRecursion adam(double rate, double beta1, double beta2, Course shrinkage) {
    return UpdateRecursion.ofElements(
        () -> {
          double[] m = {0};
          double[] v = {0};
          return (w, g, at) -> {
            double t = at.step() + 1.0;
            m[0] = beta1 * m[0] + (1 - beta1) * g;
            v[0] = beta2 * v[0] + (1 - beta2) * g * g;
            double mHat = m[0] / (1 - Math.pow(beta1, t));
            double vHat = v[0] / (1 - Math.pow(beta2, t));
            return w - rate * mHat / (Math.sqrt(vHat) + 1e-8) - shrinkage.applyAsDouble(at) * w;
          };
        });
  }

  /** PyTorch's RMSprop with momentum and coupled decay. */
  static UpdateRecursion rmsprop(double rate, double memory, double mu, double decay) {
    return UpdateRecursion.ofElements(
        () -> {
          double[] square = {0};
          double[] buffer = {0};
          return (w, gradient, at) -> {
            double g = gradient + decay * w;
            square[0] = memory * square[0] + (1 - memory) * g * g;
            buffer[0] = mu * buffer[0] + g / (Math.sqrt(square[0]) + 1e-8);
            return w - rate * buffer[0];
          };
        });
  }

  /** LARS (You, Gitman, Ginsburg 2017, algorithm 1). */
  static UpdateRecursion lars(Course rate, double mu, double trust, double decay) {
    double[][] v = new double[1][];
    return (w, g, at) -> {
      double ratio = trust * norm(w) / (norm(g) + decay * norm(w));
      double[] next = new double[w.length];
      v[0] = v[0] == null ? new double[w.length] : v[0];
      for (int i = 0; i < w.length; i++) {
        v[0][i] = mu * v[0][i] + rate.applyAsDouble(at) * ratio * (g[i] + decay * w[i]);
        next[i] = w[i] - v[0][i];
      }
      return next;
    };
  }

  /** The gradient's elements bounded, then its norm, then another recursion. */
  static UpdateRecursion clipped(double value, double norm, UpdateRecursion after) {
    return (weight, gradient, at) -> {
      double[] bounded = new double[gradient.length];
      for (int i = 0; i < bounded.length; i++) {
        bounded[i] = Math.max(-value, Math.min(value, gradient[i]));
      }
      double length = norm(bounded);
      for (int i = 0; i < bounded.length && length > norm; i++) {
        bounded[i] *= norm / length;
      }
      return after.next(weight, bounded, at);
    };
  }

  static double norm(double[] x) {
    double sum = 0;
    for (double element : x) {
      sum += element * element;
    }
    return Math.sqrt(sum);
  }
}
