package io.feedalign.train;

import io.feedalign.credit.Edge;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Value;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What a probe may look at: one forward pass, and the credit of the rule and of calculus on it.
 *
 * <pre>{@code
 * for (Edge edge : observed.synapses()) {
 *   observed.reportAngle(edge.path(), observed.gradient(edge), observed.exactGradient(edge));
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface ProbeContext {
  /** All synaptic edges in topological order. */
  List<Edge> synapses();

  /** The signals that the rule gives. */
  Signals signals();

  /** The signals that calculus gives, on the same pass. */
  Signals exactSignals();

  /** The gradient of an edge's weight under the rule. */
  Value gradient(Edge edge);

  /** The gradient of an edge's weight under calculus. */
  Value exactGradient(Edge edge);

  /**
   * The very weight through which the rule's credit crossed this edge; empty where none did, as
   * below the first layer or under direct rules.
   */
  Optional<Value> feedback(Edge edge);

  /** Reports a scalar of the program. */
  void report(String path, Value scalar);

  /** Reports the angle between two tensors in degrees; undefined if one of them is zero. */
  void reportAngle(String path, Value a, Value b);
}
