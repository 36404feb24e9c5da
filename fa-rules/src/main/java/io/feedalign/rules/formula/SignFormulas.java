package io.feedalign.rules.formula;

import io.feedalign.credit.Claim;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import io.feedalign.credit.Formula;
import io.feedalign.nn.Parameter;
import io.feedalign.spi.Settings;

/** {@code B = c sgn(W)}, where a constraint's stored signs take the place of {@code sgn(W)}. */
public final class SignFormulas {
  private SignFormulas() {}

  /** usf: {@code c sgn(W_t)} with the magnitude that the settings name. */
  public static Formula uniform(Settings settings) {
    boolean init = settings.text("magnitude").equals("init");
    Formula formula =
        through(Evidence::weight, init ? sizeAtStart(settings, "feedback") : sizeNow(settings));
    return init ? keeping(formula, stateOf(settings)) : formula;
  }

  /** signed-init: {@code c sgn(W_0)}, kept as {@code feedback}. */
  public static Formula start(Settings settings) {
    boolean init = settings.text("magnitude").equals("init");
    Size size = init ? sizeAtStart(settings, "magnitude") : sizeNow(settings);
    return keeping(through(Evidence::startingWeight, size), "feedback");
  }

  /** frsf: {@code abs(M) sgn(W_t)}, M kept as {@code feedback}. */
  public static Formula fixedMagnitudes() {
    Size m = (edge, signed) -> signed.sized(signed.step.state(edge.path() + ".feedback"));
    return keeping(through(Evidence::weight, m), "feedback");
  }

  /** brsf: {@code abs(M_t) sgn(W_t)}, M_t drawn for this batch as the weight was. */
  public static Formula redrawnMagnitudes() {
    return through(
        Evidence::weight,
        (edge, signed) -> {
          Parameter weight = edge.weightParameter();
          String stream = edge.path() + ".feedback";
          return signed.sized(signed.step.drawn(stream, weight.shape(), weight.initializer()));
        });
  }

  /** Which weight gives its signs: W_t or W_0. */
  @FunctionalInterface
  private interface Signer {
    double[] weight(Evidence step, String path);
  }

  /** From signs to feedback. */
  @FunctionalInterface
  private interface Size {
    double[] feedback(Edge edge, Signed signed);
  }

  /**
   * Signs, and whose they are.
   *
   * @param weight that has these signs, or had them as the constraint stored them
   */
  private record Signed(Evidence step, double[] weight, double[] signs) {
    double[] sized(double[] magnitudes) {
      return Doubles.sizesOf(magnitudes, signs);
    }

    double[] sized(double magnitude) {
      return Doubles.times(signs, magnitude);
    }
  }

  private static Formula through(Signer signer, Size size) {
    return LayerwiseFormulas.atSynapses(
        edge ->
            Claim.through(
                step -> {
                  double[] weight = signer.weight(step, edge.path());
                  double[] signs = step.signs(edge.path()).orElseGet(() -> Doubles.signs(weight));
                  return size.feedback(edge, new Signed(step, weight, signs));
                }));
  }

  private static Formula keeping(Formula formula, String state) {
    return (edge, edges) -> {
      Claim claim = formula.at(edge, edges);
      String path = edge.path() + "." + state;
      return edge.synaptic() ? LayerwiseFormulas.keeping(claim, edge, path) : claim;
    };
  }

  private static String stateOf(Settings settings) {
    return settings.text("reading").equals("frozen-norm") ? "feedback_norm" : "feedback";
  }

  private static Size sizeAtStart(Settings settings, String drawn) {
    return switch (settings.text("reading")) {
      case "initial-weights" ->
          (edge, signed) -> signed.sized(signed.step.startingWeight(edge.path()));
      case "own-draw" ->
          (edge, signed) -> signed.sized(signed.step.state(edge.path() + "." + drawn));
      default ->
          (edge, signed) -> {
            double[] w0 = signed.step.startingWeight(edge.path());
            return signed.sized(ratio(w0, Doubles.signs(w0), 0, w0.length));
          };
    };
  }

  private static Size sizeNow(Settings settings) {
    boolean perChannel = settings.text("granularity").equals("out-channel");
    return switch (settings.text("magnitude")) {
      case "unit" -> (edge, signed) -> signed.signs;
      case "sn" -> perChannel ? SignFormulas::normalisedByChannel : SignFormulas::normalised;
      case "xiao" -> (edge, signed) -> signed.sized(xiao(edge.weightParameter().shape().toArray()));
      default -> (edge, signed) -> signed.sized(xavier(edge.weightParameter().shape().toArray()));
    };
  }

  private static double[] normalised(Edge edge, Signed signed) {
    return signed.sized(ratio(signed.weight, signed.signs, 0, signed.signs.length));
  }

  private static double[] normalisedByChannel(Edge edge, Signed signed) {
    int channels = edge.weightParameter().shape().size(0);
    int size = signed.signs.length / channels;
    double[] b = new double[signed.signs.length];
    for (int o = 0; o < channels; o++) {
      double c = ratio(signed.weight, signed.signs, o * size, (o + 1) * size);
      for (int i = o * size; i < (o + 1) * size; i++) {
        b[i] = c * signed.signs[i];
      }
    }
    return b;
  }

  /** norm(W) / norm(S) over a range; 0 where all of W is zero. */
  private static double ratio(double[] weight, double[] signs, int from, int to) {
    double squares = 0;
    double count = 0;
    for (int i = from; i < to; i++) {
      squares += weight[i] * weight[i];
      count += signs[i] * signs[i];
    }
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }

  /** Convolutions (out, in, k, k): sqrt(2 / (k k out)); matrices (out, in): 1 / sqrt(in). */
  private static double xiao(int... sizes) {
    return sizes.length > 2
        ? Math.sqrt(2.0 / ((double) window(sizes) * sizes[0]))
        : Math.sqrt(1.0 / sizes[1]);
  }

  /** sqrt(2 / (fan_in + fan_out)). */
  private static double xavier(int... sizes) {
    return Math.sqrt(2.0 / ((double) window(sizes) * (sizes[0] + sizes[1])));
  }

  private static int window(int... sizes) {
    int window = 1;
    for (int axis = 2; axis < sizes.length; axis++) {
      window *= sizes[axis];
    }
    return window;
  }
}
