package io.feedalign.credit;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import org.apiguardian.api.API;

/**
 * A rule at one synaptic edge. Only final fields: whatever it must remember is a state.
 *
 * <pre>{@code
 * EdgeRule damped = (signals, emit) ->
 *     emit.scale(edge.pullExactly(emit, signals.at(edge.output())), 0.5);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
@FunctionalInterface
public interface EdgeRule {
  /** Writes the credit that crosses this edge: a value of the form of {@code edge.input()}. */
  Value carry(Signals signals, Emitter emit);

  /** Called once the local gradients exist: the place where feedback itself learns. */
  default void learn(Learning learning) {}

  /** Writes a phase of its own, such as noise through the weights. */
  default void rehearse(Emitter emit) {}
}
