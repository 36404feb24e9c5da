package io.feedalign.credit;

import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Network;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apiguardian.api.API;

/**
 * What a rule can learn and keep while it is set up at an edge. Names are private to the edge.
 *
 * <pre>{@code
 * CreditAssignmentRule fixed = (edge, context) -> {
 *   Initializer start = edge.weightParameter().initializer();
 *   Value feedback = context.state("feedback", edge.weight().shape(), start);
 *   return (signals, emit) -> edge.pull(emit, signals.at(edge.output()), feedback);
 * };
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface RuleContext {
  /** The network being taught. */
  Network network();

  /**
   * A persistent f32 tensor at this edge, drawn once before training, checkpointed, never drawn
   * again. Asking again for the same name gives the same state.
   *
   * @param name such as {@code feedback}; its path is {@code <edge path>.<name>}
   */
  Value state(String name, Shape shape, Initializer initializer);

  /**
   * A state like {@link #state}, but one for the whole network: whoever asks for its name gets it.
   *
   * @param name its path is {@code rule.<name>}
   */
  Value shared(String name, Shape shape, Initializer initializer);

  /**
   * A persistent value that is computed once from the starting weights, such as their norm. It may
   * read what was remembered before it.
   *
   * @param name its path is {@code <edge path>.<name>}
   * @param atStart writes the computation
   */
  Value remember(String name, Function<Emitter, Value> atStart);

  /**
   * The signs, 1 or -1 for each element, to which the constraint holds an edge's weight; nothing if
   * the constraint lets signs change or there is none. Synaptic edges only.
   */
  Optional<Value> signs(Edge edge);

  /**
   * Whether the constraint gives one sign to all weights that leave a unit, so that the columns of
   * {@link #signs} are of one sign each. Synaptic edges only.
   */
  default boolean signsByUnit(Edge edge) {
    return false;
  }

  /**
   * Tells the user, in one line before training starts, what this rule will do here that they may
   * not expect. Said once, however often it is noted.
   */
  default void note(String line) {}

  /** A stream of random numbers, drawn anew in each step, named by this edge and the given name. */
  Draw fresh(String name);

  /** Every edge of the network in topological order, for rules that look at paths. */
  List<Edge> edges();

  /** The synaptic edges that the activity of this one reaches, in topological order. */
  List<Edge> synapsesAfter(Edge edge);
}
