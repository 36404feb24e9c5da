package io.feedalign.optim;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import org.apiguardian.api.API;

/** The last link of the update chain: puts a proposed weight back where it is allowed to be. */
@API(status = API.Status.STABLE, since = "0.1")
@FunctionalInterface
public interface Constraint {
  /** Writes the allowed weight that replaces the proposed one. */
  Value project(Emitter emit, UpdateContext context, Value proposed);

  /** No constraint. */
  static Constraint none() {
    return (emit, context, proposed) -> proposed;
  }
}
