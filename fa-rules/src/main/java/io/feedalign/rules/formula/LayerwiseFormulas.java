package io.feedalign.rules.formula;

import io.feedalign.credit.Claim;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Formula;
import java.util.function.Function;

/** {@code g_(l-1) = pull(delta_l, B_l)} with a B that is the weight, or never changes. */
public final class LayerwiseFormulas {
  private LayerwiseFormulas() {}

  /** B = W_t. */
  public static Formula transported() {
    return atSynapses(edge -> Claim.through(step -> step.weight(edge.path())));
  }

  /** B = B_0, the state {@code feedback}, bit for bit. */
  public static Formula fixed() {
    return atSynapses(
        edge -> {
          String b = edge.path() + ".feedback";
          return keeping(Claim.through(step -> step.state(b)), edge, b);
        });
  }

  /** What is claimed of synapses; other edges carry what calculus says. */
  static Formula atSynapses(Function<Edge, Claim> claim) {
    return (edge, edges) -> edge.synaptic() ? claim.apply(edge) : Claim.exactly();
  }

  /** The claim that a state never changes, where credit is asked for and so the state is kept. */
  static Claim keeping(Claim claim, Edge edge, String state) {
    return edge.first() ? claim : claim.fixed(state);
  }
}
