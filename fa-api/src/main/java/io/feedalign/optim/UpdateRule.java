package io.feedalign.optim;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import org.apiguardian.api.API;

/**
 * One link of the update chain: maps a proposed change to another. The chain starts with the
 * gradient; what leaves it is subtracted from the weight. Closed under composition.
 *
 * <pre>{@code
 * UpdateRule halve = (emit, context, update) -> emit.scale(update, 0.5);
 * UpdateRule quarter = halve.then(halve);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
@FunctionalInterface
public interface UpdateRule {
  /** Writes the next proposal. */
  Value apply(Emitter emit, UpdateContext context, Value update);

  /** This link, then another. */
  default UpdateRule then(UpdateRule next) {
    return (emit, context, update) -> next.apply(emit, context, apply(emit, context, update));
  }
}
