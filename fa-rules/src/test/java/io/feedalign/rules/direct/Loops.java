package io.feedalign.rules.direct;

import io.feedalign.rules.lab.ConvLoops;
import io.feedalign.rules.lab.DenseLoops;
import io.feedalign.rules.lab.Lab;

/** What lies between synapses, in plain loops over row-major (N, C, H, W). */
final class Loops {
  private Loops() {}

  /** (softmax(z) - onehot(y)) / N. */
  static double[] error(double[] z, int[] target) {
    int classes = z.length / target.length;
    double[] e = new double[z.length];
    for (int n = 0; n < target.length; n++) {
      double total = 0;
      for (int k = 0; k < classes; k++) {
        total += Math.exp(z[n * classes + k]);
      }
      for (int k = 0; k < classes; k++) {
        double p = Math.exp(z[n * classes + k]) / total;
        e[n * classes + k] = (p - (target[n] == k ? 1 : 0)) / target.length;
      }
    }
    return e;
  }

  /** rows (N, m) times b (m, n), times a factor. */
  static double[] product(double[] rows, int batch, double[] b, double factor) {
    int m = rows.length / batch;
    int n = b.length / m;
    double[] g = new double[batch * n];
    for (int i = 0; i < batch; i++) {
      for (int k = 0; k < m; k++) {
        for (int j = 0; j < n; j++) {
          g[i * n + j] += factor * rows[i * m + k] * b[k * n + j];
        }
      }
    }
    return g;
  }

  static double[] add(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  static double[] relu(double[] z) {
    double[] h = z.clone();
    for (int i = 0; i < h.length; i++) {
      h[i] = h[i] > 0 ? h[i] : 0;
    }
    return h;
  }

  /** g where h is positive. */
  static double[] gate(double[] g, double[] h) {
    double[] signal = g.clone();
    for (int i = 0; i < signal.length; i++) {
      signal[i] = h[i] > 0 ? signal[i] : 0;
    }
    return signal;
  }

  /** Where the largest of each 2x2 window of square images lies. */
  static int[] largest(double[] h, int side) {
    int half = side / 2;
    int[] chosen = new int[h.length / 4];
    for (int j = 0; j < chosen.length; j++) {
      int corner = j / (half * half) * side * side + j / half % half * 2 * side + j % half * 2;
      int best = corner;
      for (int other : new int[] {corner + 1, corner + side, corner + side + 1}) {
        best = h[other] > h[best] ? other : best;
      }
      chosen[j] = best;
    }
    return chosen;
  }

  static double[] gather(double[] h, int[] places) {
    double[] taken = new double[places.length];
    for (int j = 0; j < places.length; j++) {
      taken[j] = h[places[j]];
    }
    return taken;
  }

  static double[] scatter(double[] g, int[] places, int size) {
    double[] spread = new double[size];
    for (int j = 0; j < places.length; j++) {
      spread[places[j]] += g[j];
    }
    return spread;
  }

  /** Batch norm of gain 1, shift 0 and epsilon 1e-5. */
  static double[] normalise(double[] z, int channels, int plane) {
    double[] y = new double[z.length];
    for (int c = 0; c < channels; c++) {
      double[] moments = moments(z, c, channels, plane);
      for (int i = c * plane; i < z.length; i += channels * plane) {
        for (int p = i; p < i + plane; p++) {
          y[p] = (z[p] - moments[0]) / moments[1];
        }
      }
    }
    return y;
  }

  /** The exact signal below {@link #normalise}. */
  static double[] normaliseBack(double[] z, double[] signal, int channels, int plane) {
    double[] y = normalise(z, channels, plane);
    double[] below = new double[z.length];
    double count = z.length / (double) channels;
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      double product = 0;
      for (int i = c * plane; i < z.length; i += channels * plane) {
        for (int p = i; p < i + plane; p++) {
          sum += signal[p];
          product += signal[p] * y[p];
        }
      }
      double deviation = moments(z, c, channels, plane)[1];
      for (int i = c * plane; i < z.length; i += channels * plane) {
        for (int p = i; p < i + plane; p++) {
          below[p] = (signal[p] - sum / count - y[p] * product / count) / deviation;
        }
      }
    }
    return below;
  }

  /** Mean and square root of the variance plus epsilon of one channel. */
  private static double[] moments(double[] z, int c, int channels, int plane) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int i = c * plane; i < z.length; i += channels * plane) {
      for (int p = i; p < i + plane; p++) {
        sum += z[p];
        squares += z[p] * z[p];
        count++;
      }
    }
    double mean = sum / count;
    return new double[] {mean, Math.sqrt(squares / count - mean * mean + 1e-5)};
  }

  /** The dense layer at a path, with the lab's weights. */
  static DenseLoops dense(Lab lab, String path, int batch, int in) {
    return new DenseLoops(batch, in, lab.input(path + ".weight"), lab.input(path + ".bias"));
  }

  /** The 3x3 convolution at a path, with the lab's weights. */
  static ConvLoops conv(Lab lab, String path, int batch, int in, int side, int out) {
    ConvLoops.Window window = new ConvLoops.Window(in, side, out, 3, 1, 1);
    return new ConvLoops(batch, window, lab.input(path + ".weight"), lab.input(path + ".bias"));
  }
}
