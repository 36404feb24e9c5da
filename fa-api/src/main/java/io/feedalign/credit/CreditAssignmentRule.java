package io.feedalign.credit;

import io.feedalign.ir.Cadence;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Says what signal crosses each edge of a network backwards. Everything else about learning is
 * shared: the signal at a value is the sum over the edges that leave it, and each parameter's
 * change is its layer's exact response to the signal at the layer's output.
 *
 * <p>Backpropagation, whole:
 *
 * <pre>{@code
 * CreditAssignmentRule backprop =
 *     (edge, context) -> (signals, emit) ->
 *         edge.pull(emit, signals.at(edge.output()), edge.weight());
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
@FunctionalInterface
public interface CreditAssignmentRule {
  /** Called once for each synaptic edge, in topological order, while a step is compiled. */
  EdgeRule at(Edge edge, RuleContext context);

  /**
   * Called once for each edge that carries no weights, such as a ReLU or a skip. Exact by default;
   * direct rules replace or cut what crosses here.
   */
  default EdgeRule local(Edge edge, RuleContext context) {
    return (signals, emit) -> edge.pullExactly(emit, signals.at(edge.output()));
  }

  /** How often {@link EdgeRule#rehearse} runs beside learning. */
  default Cadence rehearsal() {
    return Cadence.NEVER;
  }

  /** How many rehearsals are made before the first step. */
  default int rehearsalsBefore() {
    return 0;
  }

  /**
   * The rule's own equation, for audits: nothing where a rule declares none, and then an audit can
   * only check what holds for all rules.
   */
  default Optional<Formula> formula() {
    return Optional.empty();
  }
}
