package io.feedalign.credit;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A rule's equation, written apart from the rule's own code and in plain double arithmetic, so that
 * an audit can hold a step against it.
 *
 * <pre>{@code
 * Formula feedbackAlignment = (edge, edges) ->
 *     edge.synaptic()
 *         ? Claim.through(step -> step.state(edge.path() + ".feedback"))
 *             .fixed(edge.path() + ".feedback")
 *         : Claim.exactly();
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface Formula {
  /** Exact transport on every edge: what calculus says. */
  Formula EXACT = (edge, edges) -> Claim.exactly();

  /**
   * What should cross an edge backwards.
   *
   * @param edge any edge, with weights or without
   * @param edges all of the network in topological order
   */
  Claim at(Edge edge, List<Edge> edges);
}
