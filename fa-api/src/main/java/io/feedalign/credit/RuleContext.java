package io.feedalign.credit;

import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Network;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.function.Function;
import org.apiguardian.api.API;

/** What a rule can learn and keep while it is set up at an edge. Names are private to the edge. */
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
   * A persistent value that is computed once from the starting weights, such as their norm.
   *
   * @param name its path is {@code <edge path>.<name>}
   * @param atStart writes the computation
   */
  Value remember(String name, Function<Emitter, Value> atStart);

  /** A stream of random numbers, drawn anew in each step, named by this edge and the given name. */
  Draw fresh(String name);

  /** Every edge of the network in topological order, for rules that look at paths. */
  List<Edge> edges();

  /** The synaptic edges that the activity of this one reaches, in topological order. */
  List<Edge> synapsesAfter(Edge edge);
}
