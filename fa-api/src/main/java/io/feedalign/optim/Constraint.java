package io.feedalign.optim;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The last link of the update chain: puts a proposed weight back where it is allowed to be.
 *
 * <pre>{@code
 * Constraint positive = (emit, context, proposed) -> emit.clamp(proposed, 0, Float.MAX_VALUE);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
@FunctionalInterface
public interface Constraint {
  /** Writes the allowed weight that replaces the proposed one. */
  Value project(Emitter emit, UpdateContext context, Value proposed);

  /**
   * Writes the tensor as training starts, given its draw: the draw itself by default. A state that
   * is asked for here is given as it starts; nothing is remembered yet.
   */
  default Value start(Emitter emit, UpdateContext context, Value drawn) {
    return drawn;
  }

  /**
   * The signs, 1 or -1 for each element, that this constraint holds the tensor to; nothing if it
   * lets signs change. Rules that share the weight's signs go by these.
   */
  default Optional<Value> signs(UpdateContext context) {
    return Optional.empty();
  }

  /**
   * Whether {@link #signs} are the same for all weights that leave a unit: for each index of axis
   * 1.
   */
  default boolean signsByUnit(UpdateContext context) {
    return false;
  }

  /**
   * What is wrong with a weight that this constraint should hold, for audits; nothing if all is
   * well.
   *
   * @param start as training started, after {@link #start}
   * @param now after a step
   */
  default Optional<String> breach(UpdateContext context, double[] start, double[] now) {
    return Optional.empty();
  }

  /** No constraint. */
  static Constraint none() {
    return (emit, context, proposed) -> proposed;
  }
}
