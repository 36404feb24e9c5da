package io.feedalign.rules.formula;

import io.feedalign.credit.Claim;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Formula;

/**
 * Feedback that learns by the weight's own changes. What it becomes is what the update chain makes
 * of it, given the right gradient: this holds for every chain, and whatever a constraint then does
 * to W, for a constraint never holds feedback. Under descent with decoupled decay lambda it says
 * {@code (W - B)_(t+1) = (1 - lambda) (W - B)_t}.
 */
public final class LearnedFormulas {
  private LearnedFormulas() {}

  /** kp: B gets the gradient of W. */
  public static Formula kolenPollack() {
    return LayerwiseFormulas.atSynapses(
        edge -> {
          String b = edge.path() + ".feedback";
          Claim claim = Claim.through(step -> step.state(b));
          return edge.first()
              ? claim
              : claim.learned(
                  b, (before, after) -> before.updated(b, before.gradient(edge.path())));
        });
  }

  /** pfa: credit crosses B R; B stays, and R gets {@code BT dW}. A weight counts as a matrix. */
  public static Formula product() {
    return LayerwiseFormulas.atSynapses(LearnedFormulas::factors);
  }

  private static Claim factors(Edge edge) {
    String b = edge.path() + ".feedback_fixed";
    String r = edge.path() + ".feedback_learnt";
    int outputs = edge.weightParameter().shape().size(0);
    Claim claim = Claim.through(step -> Doubles.product(step.state(b), outputs, step.state(r)));
    if (edge.first()) {
      return claim;
    }
    Claim.Change change =
        (before, after) -> {
          double[] gradient = before.gradient(edge.path());
          return before.updated(r, Doubles.transposedProduct(before.state(b), outputs, gradient));
        };
    return claim.fixed(b).learned(r, change);
  }
}
