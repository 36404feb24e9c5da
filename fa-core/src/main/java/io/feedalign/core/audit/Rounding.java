package io.feedalign.core.audit;

import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import io.feedalign.ir.Value;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.SynapticLayer;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** What rounding may leave in one step where large terms cancel. */
final class Rounding {
  /** Units in the last place that a sum of a few may be off by. */
  static final int FEW = 4;

  private final Claims claims;
  private final Tolerance tolerance;
  private final Evidence evidence;
  private final Allowances allowances;
  private final Allowances carried;

  Rounding(Claims claims, Tolerance tolerance, StepJudge.Seen seen) {
    this.claims = claims;
    this.tolerance = tolerance;
    this.evidence = seen.evidence();
    ToDoubleFunction<Edge> credit = edge -> Norms.of(seen.found("credit/" + Places.of(edge)));
    Allowances own =
        new Allowances(
            claims.edges(), edge -> pulled(edge, seen.expected().feedback(edge, evidence)));
    this.carried = own.carried(claims.edges(), credit);
    this.allowances = tolerance.coarse() ? own.asCredit(claims.edges(), credit) : own;
  }

  private double pulled(Edge edge, double[] feedback) {
    double[] signal = evidence.signal(edge.path());
    double products =
        tolerance.coarse()
            ? walk(evidence.pull(edge.path(), Norms.squares(signal), Norms.squares(feedback)))
            : Norms.of(signal) * Norms.of(feedback);
    return FEW * tolerance.unit() * products;
  }

  /** Of the credit that crosses an edge. */
  double at(Edge edge) {
    return allowances.at(edge);
  }

  /** Of the signal at a value. */
  double at(Value value) {
    return allowances.at(value);
  }

  /** Of a gradient, if the signals at synapses above are given. */
  double of(Node node, Parameter parameter) {
    return of(node, parameter, allowances);
  }

  /** Of a gradient, with what came down all the way. */
  double carriedInto(Node node, Parameter parameter) {
    return of(node, parameter, carried);
  }

  private double of(Node node, Parameter parameter, Allowances from) {
    double above =
        claims.edges().stream()
            .filter(edge -> edge.path().equals(node.path()))
            .mapToDouble(edge -> from.at(edge.output()))
            .max()
            .orElse(0);
    if (!(node.layer() instanceof SynapticLayer)) {
      return above * Math.sqrt(node.outputShape().elements());
    }
    double[] signal = evidence.signal(node.path());
    double norm = Norms.of(signal);
    boolean weight = parameter.role() == Parameter.Role.WEIGHT;
    double[] x = weight ? evidence.activity(node.path()) : signal;
    if (tolerance.coarse() && !Allowances.mostly(above, norm)) {
      double walk =
          weight
              ? walk(evidence.correlate(node.path(), Norms.squares(x), Norms.squares(signal)))
              : norm;
      return walk * (FEW * tolerance.unit() + above / Math.max(norm, Norms.NOTHING));
    }
    double terms =
        weight ? Norms.of(x) : Math.sqrt((double) signal.length / parameter.shape().elements());
    return terms * (FEW * tolerance.unit() * norm + above);
  }

  /** How far a walk leads whose steps have these squares. */
  private static double walk(double[] squares) {
    return Math.sqrt(Arrays.stream(squares).sum());
  }
}
