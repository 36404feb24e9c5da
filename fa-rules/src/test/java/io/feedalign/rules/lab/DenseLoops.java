package io.feedalign.rules.lab;

/** A dense layer with weight (out, in), in loops. */
public record DenseLoops(int batch, int in, double[] weight, double[] bias) implements Oracle.Link {
  private int out() {
    return weight.length / in;
  }

  @Override
  public double[] forward(double[] x) {
    double[] z = new double[batch * out()];
    for (int n = 0; n < batch; n++) {
      for (int o = 0; o < out(); o++) {
        double sum = bias[o];
        for (int i = 0; i < in; i++) {
          sum += weight[o * in + i] * x[n * in + i];
        }
        z[n * out() + o] = sum;
      }
    }
    return z;
  }

  @Override
  public double[] back(double[] x, double[] signal, double[] feedback) {
    double[] g = new double[batch * in];
    for (int n = 0; n < batch; n++) {
      for (int o = 0; o < out(); o++) {
        for (int i = 0; i < in; i++) {
          g[n * in + i] += signal[n * out() + o] * feedback[o * in + i];
        }
      }
    }
    return g;
  }

  @Override
  public double[] correlate(double[] x, double[] signal) {
    double[] gradient = new double[weight.length];
    for (int n = 0; n < batch; n++) {
      for (int o = 0; o < out(); o++) {
        for (int i = 0; i < in; i++) {
          gradient[o * in + i] += signal[n * out() + o] * x[n * in + i];
        }
      }
    }
    return gradient;
  }

  @Override
  public double[] sum(double[] signal) {
    double[] gradient = new double[out()];
    for (int j = 0; j < signal.length; j++) {
      gradient[j % out()] += signal[j];
    }
    return gradient;
  }
}
