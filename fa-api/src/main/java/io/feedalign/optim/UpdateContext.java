package io.feedalign.optim;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Parameter;
import java.util.function.Function;
import org.apiguardian.api.API;

/**
 * What an update or constraint knows of the tensor it changes, and may keep beside it.
 *
 * <pre>{@code
 * UpdateRule momentum = (emit, context, update) -> {
 *   Value velocity = context.state("velocity", Initializer.ZEROS);
 *   Value next = emit.add(emit.scale(velocity, 0.9), update);
 *   emit.assign(velocity, next);
 *   return next;
 * };
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface UpdateContext {
  /** The declaration of the tensor; a trained rule state goes by its weight's declaration. */
  Parameter parameter();

  /**
   * Whether its layer reads the network's input, directly or through layers without weights: no
   * unit that learns is presynaptic to it.
   */
  boolean first();

  /** The tensor as the step started. */
  Value weight();

  /**
   * A persistent tensor of the weight's shape, such as a momentum.
   *
   * @param name its path is {@code <weight path>.<name>}
   */
  Value state(String name, Initializer initializer);

  /**
   * A persistent value computed once from the starting weight, such as its norm. It may read what
   * was remembered before it.
   */
  Value remember(String name, Function<Emitter, Value> atStart);

  /**
   * A scalar that follows a schedule: written before each step. Equal schedules share one scalar,
   * so make the schedule once, not once a parameter.
   */
  Value scheduled(String name, Schedule schedule);
}
