package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.ir.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a program share memory.
 *
 * @param plan values without a place in it share nothing
 */
record Places(MemoryPlan plan) {
  /** All values by themselves. */
  static final Places SEPARATE = new Places(new MemoryPlan(Map.of(), 0));

  /** Whether what is written to one leaves the other as it is. */
  boolean apart(Value one, Value other) {
    Place a = place(one);
    Place b = place(other);
    if (one.equals(other)) {
      return false;
    }
    return a == null
        || b == null
        || a.lifetime() != b.lifetime()
        || a.offset() + a.bytes() <= b.offset()
        || b.offset() + b.bytes() <= a.offset();
  }

  /** Whether the same elements of both lie at the same addresses. */
  boolean same(Value one, Value other) {
    Place a = place(one);
    return a != null && a.equals(place(other)) && one.form().equals(other.form());
  }

  private @Nullable Place place(Value value) {
    return plan.places().get(value);
  }
}
