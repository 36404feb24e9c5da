package io.feedalign.rules.formula;

import io.feedalign.credit.Claim;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import io.feedalign.credit.Formula;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.Activation;
import io.feedalign.nn.Initializer;
import java.util.List;
import java.util.Optional;

/**
 * wm: {@code B <- (1 - leak) B + rate correlate(x, y) / pairs}, where x is noise and y what the
 * layer, or the activation behind it, makes of it. Learning leaves B alone.
 *
 * @param sigma deviation of the noise
 * @param rate weight of the correlation
 * @param leak part of B that is lost
 * @param overPlaces whether pairs are samples times places, or samples alone
 * @param activated whether the echo goes through the activation
 */
public record MirrorFormula(
    double sigma, double rate, double leak, boolean overPlaces, boolean activated)
    implements Formula {
  @Override
  public Claim at(Edge edge, List<Edge> edges) {
    if (!edge.synaptic()) {
      return Claim.exactly();
    }
    String b = edge.path() + ".feedback";
    Claim claim = Claim.through(step -> step.state(b));
    return edge.first()
        ? claim
        : claim
            .learned(b, (before, after) -> before.state(b))
            .rehearsed(b, step -> mirrored(edge, edges, step));
  }

  private double[] mirrored(Edge edge, List<Edge> edges, Evidence step) {
    String path = edge.path();
    Initializer gaussian = (emit, shape, draw) -> emit.normal(sigma, Form.parameter(shape), draw);
    double[] x = step.drawn(path + ".noise", edge.input().shape(), gaussian);
    double[] y = step.drive(path, x, step.weight(path));
    Optional<Edge> activation = activated ? activationOf(edge, edges) : Optional.empty();
    if (activation.isPresent()) {
      y = step.forward(activation.get().path(), y);
    }
    double[] b = step.state(path + ".feedback");
    double[] correlation = step.correlate(path, x, y);
    double[] next = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      next[i] = b[i] - leak * b[i] + rate * correlation[i] / pairs(edge.output());
    }
    return next;
  }

  /** The first activation that reads the layer, itself or what other layers make of it. */
  private static Optional<Edge> activationOf(Edge edge, List<Edge> edges) {
    Value value = edge.output();
    for (Edge reader : edges) {
      if (reader.input().equals(value)) {
        if (reader.layer() instanceof Activation) {
          return Optional.of(reader);
        }
        value = reader.output();
      }
    }
    return Optional.empty();
  }

  private double pairs(Value output) {
    int[] sizes = output.shape().toArray();
    double pairs = sizes[0];
    for (int axis = 2; overPlaces && axis < sizes.length; axis++) {
      pairs *= sizes[axis];
    }
    return pairs;
  }
}
