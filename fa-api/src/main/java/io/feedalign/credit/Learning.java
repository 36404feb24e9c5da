package io.feedalign.credit;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import org.apiguardian.api.API;

/**
 * What an edge's rule may do once gradients exist.
 *
 * <pre>{@code
 * record Mirrored(Edge edge, Value feedback) implements EdgeRule {
 *   public Value carry(Signals signals, Emitter emit) {
 *     return edge.pull(emit, signals.at(edge.output()), feedback);
 *   }
 *   public void learn(Learning learning) { learning.train(feedback, learning.gradient()); }
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Learning {
  /** The gradient of this edge's weight. */
  Value gradient();

  /** The pen of the learning program. */
  Emitter emit();

  /** Trains a state with a gradient, under the same update chain as this edge's weight. */
  void train(Value state, Value gradient);
}
