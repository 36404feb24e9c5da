package io.feedalign.rules.layerwise;

import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import java.util.Map;

/** B by RULES: from the rule's name and settings, W_t, W_0 and the draws, in plain arithmetic. */
record ExpectedFeedback(Rules.Named rule, Lab lab, Map<String, double[]> start, int step) {

  double[] at(String path) {
    boolean last = path.equals(lab.synapses().get(lab.synapses().size() - 1));
    double[] w = lab.input(path + ".weight");
    if (last && "bp".equals(rule.settings().get("last_layer"))) {
      return w;
    }
    return switch (rule.name()) {
      case "bp", "sham" -> w;
      case "fa" -> draw(path + ".feedback", 0);
      case "usf" -> uniform(path, w, w, path + ".feedback");
      case "signed-init" -> {
        double[] w0 = start.get(path);
        yield uniform(path, w0, w0, path + ".magnitude");
      }
      case "frsf" -> Vectors.withSignOf(draw(path + ".feedback", 0), w);
      case "brsf" -> Vectors.withSignOf(draw(path + ".feedback", step), w);
      default -> throw new AssertionError(rule);
    };
  }

  private double[] draw(String path, int at) {
    int count = lab.input(path.substring(0, path.lastIndexOf('.')) + ".weight").length;
    return Vectors.scale(Vectors.gaussians(Lab.SEED, path, at, count), 0.5);
  }

  private double[] uniform(String path, double[] w, double[] sized, String drawn) {
    Object magnitude = rule.settings().get("magnitude");
    if (magnitude == null) {
      return Vectors.sign(w);
    }
    return switch (magnitude.toString()) {
      case "sn" ->
          "out-channel".equals(rule.settings().get("granularity"))
              ? perChannel(path, sized)
              : Vectors.scale(Vectors.sign(w), rms(sized));
      case "xiao" -> Vectors.scale(Vectors.sign(w), xiao(path));
      case "xavier" -> Vectors.scale(Vectors.sign(w), xavier(path));
      default -> init(path, w, drawn);
    };
  }

  private double[] init(String path, double[] w, String drawn) {
    return switch (rule.settings().get("reading").toString()) {
      case "initial-weights" -> Vectors.withSignOf(start.get(path), w);
      case "own-draw" -> Vectors.withSignOf(draw(drawn, 0), w);
      default -> Vectors.scale(Vectors.sign(w), rms(start.get(path)));
    };
  }

  private double[] perChannel(String path, double[] w) {
    int channels = outputs(path);
    int size = w.length / channels;
    double[] b = new double[w.length];
    for (int o = 0; o < channels; o++) {
      double[] row = java.util.Arrays.copyOfRange(w, o * size, (o + 1) * size);
      System.arraycopy(Vectors.scale(Vectors.sign(row), rms(row)), 0, b, o * size, size);
    }
    return b;
  }

  private static double rms(double[] w) {
    return Vectors.norm(w) / Math.sqrt(w.length);
  }

  // The constants of RULES.md with the two nets' numbers put in by hand.
  private double xiao(String path) {
    return switch (path) {
      case "conv1" -> Math.sqrt(2.0 / (3 * 3 * 3));
      case "conv2" -> Math.sqrt(2.0 / (3 * 3 * 4));
      default -> 1 / Math.sqrt(inputs(path));
    };
  }

  private double xavier(String path) {
    return switch (path) {
      case "conv1" -> Math.sqrt(2.0 / (2 * 9 + 3 * 9));
      case "conv2" -> Math.sqrt(2.0 / (3 * 9 + 4 * 9));
      default -> Math.sqrt(2.0 / (inputs(path) + outputs(path)));
    };
  }

  private int inputs(String path) {
    return lab.input(path + ".weight").length / outputs(path);
  }

  private int outputs(String path) {
    return lab.input(path + ".bias").length;
  }
}
