package io.feedalign.rules.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chain of layers, forwards and backwards, in plain loops over doubles: what the rules' formulas
 * say, written a second time by other means.
 */
public final class Oracle {
  /** One link of the chain. Tensors are (N, ...) in row-major order. */
  public interface Link {
    double[] forward(double[] x);

    /** Backwards through the given feedback weight, or exactly if the link has no weight. */
    double[] back(double[] x, double[] signal, double[] feedback);

    /** The weight's gradient. */
    default double[] correlate(double[] x, double[] signal) {
      throw new UnsupportedOperationException("no weight");
    }

    /** The bias's gradient. */
    default double[] sum(double[] signal) {
      throw new UnsupportedOperationException("no bias");
    }
  }

  /** What one backward pass gives, by path. */
  public record Credit(
      Map<String, double[]> signal,
      Map<String, double[]> inputSignal,
      Map<String, double[]> weightGradient,
      Map<String, double[]> biasGradient) {}

  private final int batch;
  private final List<String> paths = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  /** An empty chain for batches of the given size. */
  public Oracle(int batch) {
    this.batch = batch;
  }

  /** A dense layer (out, in). */
  public Oracle dense(String path, int in, double[] weight, double[] bias) {
    return add(path, new DenseLoops(batch, in, weight, bias));
  }

  /** A convolution. */
  public Oracle convolution(String path, ConvLoops.Window window, double[] weight, double[] bias) {
    return add(path, new ConvLoops(batch, window, weight, bias));
  }

  /** max(x, 0). */
  public Oracle relu() {
    return add(
        "",
        new Link() {
          @Override
          public double[] forward(double[] x) {
            return Vectors.map(x, element -> element > 0 ? element : 0);
          }

          @Override
          public double[] back(double[] x, double[] signal, double[] feedback) {
            double[] g = signal.clone();
            for (int i = 0; i < g.length; i++) {
              g[i] = x[i] > 0 ? g[i] : 0;
            }
            return g;
          }
        });
  }

  private Oracle add(String path, Link link) {
    paths.add(path);
    links.add(link);
    return this;
  }

  /** The chain's output. */
  public double[] output(double[] x) {
    double[] h = x;
    for (Link link : links) {
      h = link.forward(h);
    }
    return h;
  }

  /** The backward pass, credit crossing each weight through the feedback given for its path. */
  public Credit credit(double[] x, int[] target, Map<String, double[]> feedback) {
    List<double[]> inputs = new ArrayList<>();
    double[] h = x;
    for (Link link : links) {
      inputs.add(h);
      h = link.forward(h);
    }
    Credit credit =
        new Credit(
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>());
    double[] signal = error(h, target);
    for (int i = links.size() - 1; i >= 0; i--) {
      signal = cross(i, inputs.get(i), signal, feedback, credit);
    }
    return credit;
  }

  private double[] cross(
      int i, double[] x, double[] signal, Map<String, double[]> feedback, Credit credit) {
    String path = paths.get(i);
    Link link = links.get(i);
    if (path.isEmpty()) {
      return link.back(x, signal, new double[0]);
    }
    double[] below = link.back(x, signal, feedback.get(path));
    credit.signal.put(path, signal);
    credit.inputSignal.put(path, below);
    credit.weightGradient.put(path, link.correlate(x, signal));
    credit.biasGradient.put(path, link.sum(signal));
    return below;
  }

  /** (softmax(z) - onehot(y)) / N. */
  private double[] error(double[] z, int[] target) {
    int classes = z.length / batch;
    double[] e = new double[z.length];
    for (int n = 0; n < batch; n++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) {
        largest = Math.max(largest, z[n * classes + k]);
      }
      double total = 0;
      for (int k = 0; k < classes; k++) {
        total += Math.exp(z[n * classes + k] - largest);
      }
      for (int k = 0; k < classes; k++) {
        double p = Math.exp(z[n * classes + k] - largest) / total;
        e[n * classes + k] = (p - (target[n] == k ? 1 : 0)) / batch;
      }
    }
    return e;
  }
}
