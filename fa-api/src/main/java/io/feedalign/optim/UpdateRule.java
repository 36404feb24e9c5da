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

  /**
   * What this link does with the tensor's own values. A link that divides, clips, takes signs or
   * reads the weight says so here; a chain says what its links say together.
   */
  default UpdateTraits traits() {
    return UpdateTraits.LINEAR;
  }

  /** This link, then another. */
  default UpdateRule then(UpdateRule next) {
    UpdateRule first = this;
    return new UpdateRule() {
      @Override
      public Value apply(Emitter emit, UpdateContext context, Value update) {
        return next.apply(emit, context, first.apply(emit, context, update));
      }

      @Override
      public UpdateTraits traits() {
        return first.traits().then(next.traits());
      }
    };
  }
}
