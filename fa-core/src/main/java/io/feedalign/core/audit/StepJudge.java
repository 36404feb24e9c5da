package io.feedalign.core.audit;

import io.feedalign.core.audit.Findings.Column;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.core.run.TensorNumbers;
import io.feedalign.credit.Claim;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds one learning step against the step that its formula wants. */
final class StepJudge {
  // Credit is backpropagation's if it is nearer to that by this factor than the formula is, ...
  private static final double NEARER = 0.1;
  // ... and the formula is at least so far from it that rounding cannot be what parts them.
  private static final double APART = 1e-5;
  private static final double HUGE = 1e37;

  private final Network network;
  private final Claims claims;
  private final Tolerance tolerance;
  private final Findings findings;
  private boolean alwaysExact = true;
  private final Map<String, Gradient> gradients = new HashMap<>();
  private @Nullable Rounding rounding;

  StepJudge(Network network, Claims claims, Tolerance tolerance, Findings findings) {
    this.network = network;
    this.claims = claims;
    this.tolerance = tolerance;
    this.findings = findings;
  }

  /**
   * One step, from both sides.
   *
   * @param before what persisted as it started
   * @param after what stands after it
   */
  record Seen(
      InspectedStep audited,
      Evidence evidence,
      Map<String, double[]> before,
      Map<String, double[]> after,
      ExpectedStep expected) {
    double[] found(String name) {
      Tensor tensor = audited.outputs().get(name);
      return TensorNumbers.read(Objects.requireNonNull(tensor, name));
    }
  }

  /**
   * A gradient of the last step.
   *
   * @param size its elements
   * @param rounding the norm of what rounding may have left in it
   */
  record Gradient(int size, double norm, double rounding) {}

  /** Those of the last step, by the path of their parameter. */
  Map<String, Gradient> gradients() {
    return Map.copyOf(gradients);
  }

  /** Whether everything that crossed any edge in any step was what calculus says. */
  boolean alwaysExact() {
    return alwaysExact;
  }

  private Rounding rounding() {
    return Objects.requireNonNull(rounding);
  }

  void judge(Seen seen) {
    rounding = new Rounding(claims, tolerance, seen);
    for (Edge edge : claims.edges()) {
      if (!edge.first()) {
        credit(seen, edge);
      }
      if (edge.synaptic()) {
        signal(seen, edge);
      }
    }
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.layer().parameters()) {
        if (parameter.trainable()) {
          gradient(seen, node, parameter);
        }
      }
    }
    Map<String, double[]> expected = seen.expected().states();
    seen.after().forEach((path, now) -> state(seen, path, now, expected.get(path)));
  }

  private void credit(Seen seen, Edge edge) {
    String name = Places.of(edge);
    double[] found = seen.found("credit/" + name);
    double[] expected = seen.expected().output("credit/" + name);
    double[] exact = seen.expected().output("exact_credit/" + name);
    double residual = Norms.residual(found, expected, rounding().at(edge));
    findings.residual(name, Column.CREDIT, residual);
    if (!edge.synaptic()) {
      findings.besideExact(name, found, exact);
    }
    if (findings.computable(name)
        && !(residual <= tolerance.residual())
        && !overflows(seen, found, expected)) {
      findings.fail(
          "credit",
          name,
          where(seen, edge)
              + "the credit that crossed it is off the formula ("
              + Claims.words(claims.at(edge))
              + ") by "
              + Findings.number(residual)
              + " of its norm."
              + throughItself(seen, edge, found));
    }
    disguise(seen, edge, new double[][] {found, expected, exact});
  }

  private void disguise(Seen seen, Edge edge, double[][] foundExpectedExact) {
    double toExact = Norms.residual(foundExpectedExact[0], foundExpectedExact[2]);
    alwaysExact &= toExact <= tolerance.residual();
    Claim claim = claims.at(edge);
    double apart = Norms.residual(foundExpectedExact[1], foundExpectedExact[2]);
    boolean claimed = claim.declared() && !Claims.exactOnly(claim);
    if (claimed && apart > APART && toExact < NEARER * apart && toExact < tolerance.residual()) {
      findings.fail(
          "disguise",
          Places.of(edge),
          where(seen, edge)
              + "backpropagation's own credit crossed it, where the formula says "
              + Claims.words(claim)
              + ".");
    }
  }

  /** The commonest mistake, told by name. */
  private static String throughItself(Seen seen, Edge edge, double[] found) {
    if (!edge.synaptic()) {
      return "";
    }
    double[] signal = seen.evidence().signal(edge.path());
    double[] weight = seen.evidence().weight(edge.path());
    double[] tied = seen.evidence().pull(edge.path(), signal, weight);
    return Norms.residual(found, tied) < 1e-4
        ? " It is the signal pulled through the forward weight itself."
        : "";
  }

  private void signal(Seen seen, Edge edge) {
    String name = Places.of(edge);
    double[] found = seen.found("signal/" + edge.path());
    // The loss's error is computed apart from the compiler, which the expected step is not.
    double[] expected =
        edge.last()
            ? seen.evidence().outputError()
            : seen.expected().output("signal/" + edge.path());
    double residual = Norms.residual(found, expected, rounding().at(edge.output()));
    findings.residual(name, Column.SIGNAL, residual);
    findings.besideExact(name, found, seen.expected().output("exact_signal/" + edge.path()));
    if (!(residual <= tolerance.residual()) && !overflows(seen, found, expected)) {
      findings.fail(
          "signal",
          name,
          where(seen, edge)
              + "the teaching signal at its output is off the one that follows from the credit"
              + " above by "
              + Findings.number(residual)
              + " of its norm.");
    }
  }

  private static String where(Seen seen, Edge edge) {
    return "layer '" + Places.of(edge) + "', step " + seen.evidence().step() + ": ";
  }

  private void gradient(Seen seen, Node node, Parameter parameter) {
    String path = node.pathOf(parameter);
    double[] found = seen.found("gradient/" + path);
    double[] expected = response(seen, node, parameter);
    double carried = rounding().carriedInto(node, parameter);
    gradients.put(path, new Gradient(found.length, Norms.of(found), carried));
    double cancelled = rounding().of(node, parameter);
    double residual = Norms.residual(found, expected, cancelled);
    findings.residual(node.path(), Column.GRADIENT, residual);
    if (!(residual <= tolerance.residual()) && !overflows(seen, found, expected)) {
      findings.fail(
          "gradient",
          path,
          "gradient of '"
              + path
              + "', step "
              + seen.evidence().step()
              + ": it is off its layer's response to the signal by "
              + Findings.number(residual)
              + " of its norm.");
    }
  }

  /**
   * What the signal at a layer's output makes of a parameter: for a weight correlate(h, delta)
   * itself, whatever the compiler makes of it.
   */
  private static double[] response(Seen seen, Node node, Parameter parameter) {
    if (node.layer() instanceof SynapticLayer synaptic && synaptic.weight().equals(parameter)) {
      Evidence evidence = seen.evidence();
      String path = node.path();
      return evidence.correlate(path, evidence.activity(path), evidence.signal(path));
    }
    return seen.expected().output("gradient/" + node.pathOf(parameter));
  }

  private void state(Seen seen, String path, double[] now, double @Nullable [] expected) {
    if (expected == null) {
      return;
    }
    Change change = change(Objects.requireNonNull(seen.before().get(path)), now, expected);
    for (Node node : network.nodes()) {
      if (path.startsWith(node.path() + ".")) {
        findings.residual(node.path(), Column.UPDATE, change.residual());
      }
    }
    if (!change.passes() && !overflows(seen, now, expected)) {
      findings.fail(
          "update",
          path,
          "'"
              + path
              + "', step "
              + seen.evidence().step()
              + ": its change is off what update and constraint make of the gradient by "
              + Findings.number(change.residual())
              + " of its norm.");
    }
  }

  /**
   * How a tensor's change compares with the expected one.
   *
   * @param residual beyond what rounding makes of the tensor itself, in parts of the expected
   *     change
   * @param passes whether that is little
   */
  record Change(double residual, boolean passes) {}

  Change change(double[] before, double[] now, double[] expected) {
    double apart = Norms.distance(now, expected);
    double norm = Norms.distance(expected, before);
    double rounding = Rounding.FEW * tolerance.kept() * Norms.of(expected) + Norms.NOTHING;
    double beyond = apart <= rounding ? 0 : apart - rounding;
    return new Change(Norms.parts(beyond, norm), beyond <= tolerance.residual() * norm);
  }

  /** Numbers beyond what singles hold: training diverges, and by the formula it should. */
  private boolean overflows(Seen seen, double[] found, double[] expected) {
    boolean over = !Norms.finite(found) && !(Norms.of(expected) < HUGE);
    if (over) {
      findings.remark(
          "Step "
              + seen.evidence().step()
              + " leaves the range of single precision, and by the formula it should.");
    }
    return over;
  }
}
