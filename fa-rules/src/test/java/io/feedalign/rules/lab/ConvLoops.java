package io.feedalign.rules.lab;

/** A convolution with weight (out, in, k, k), in loops. */
public record ConvLoops(int batch, Window window, double[] weight, double[] bias)
    implements Oracle.Link {
  /** A square window over square images. */
  public record Window(int channels, int side, int out, int kernel, int stride, int pad) {
    int outSide() {
      return (side + 2 * pad - kernel) / stride + 1;
    }

    int inputs() {
      return channels * side * side;
    }

    int outputs() {
      return out * outSide() * outSide();
    }
  }

  /** What is done with one input, one output and the weight that joins them. */
  private interface Connection {
    void joins(int input, int output, int weight);
  }

  @Override
  public double[] forward(double[] x) {
    double[] z = new double[batch * window.outputs()];
    int plane = window.outSide() * window.outSide();
    for (int j = 0; j < z.length; j++) {
      z[j] = bias[j / plane % window.out()];
    }
    each((input, output, w) -> z[output] += weight[w] * x[input]);
    return z;
  }

  @Override
  public double[] back(double[] x, double[] signal, double[] feedback) {
    double[] g = new double[batch * window.inputs()];
    each((input, output, w) -> g[input] += feedback[w] * signal[output]);
    return g;
  }

  @Override
  public double[] correlate(double[] x, double[] signal) {
    double[] gradient = new double[weight.length];
    each((input, output, w) -> gradient[w] += x[input] * signal[output]);
    return gradient;
  }

  @Override
  public double[] sum(double[] signal) {
    double[] gradient = new double[window.out()];
    int plane = window.outSide() * window.outSide();
    for (int j = 0; j < signal.length; j++) {
      gradient[j / plane % window.out()] += signal[j];
    }
    return gradient;
  }

  private void each(Connection connection) {
    for (int n = 0; n < batch; n++) {
      for (int o = 0; o < window.out(); o++) {
        for (int c = 0; c < window.channels(); c++) {
          slide(n, o, c, connection);
        }
      }
    }
  }

  private void slide(int n, int o, int c, Connection connection) {
    int k = window.kernel();
    int places = window.outSide() * window.outSide() * k * k;
    for (int place = 0; place < places; place++) {
      int v = place % k;
      int u = place / k % k;
      int q = place / (k * k) % window.outSide();
      int p = place / (k * k) / window.outSide();
      int row = p * window.stride() + u - window.pad();
      int column = q * window.stride() + v - window.pad();
      if (row >= 0 && row < window.side() && column >= 0 && column < window.side()) {
        int input = ((n * window.channels() + c) * window.side() + row) * window.side() + column;
        int output = ((n * window.out() + o) * window.outSide() + p) * window.outSide() + q;
        connection.joins(input, output, ((o * window.channels() + c) * k + u) * k + v);
      }
    }
  }
}
