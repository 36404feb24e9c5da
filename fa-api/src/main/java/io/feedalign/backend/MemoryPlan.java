package io.feedalign.backend;

import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Where every value of a program lies. Places of values that live at the same time do not overlap,
 * except that an output of a pointwise instruction may take exactly the place of an input of the
 * same form that dies there.
 *
 * <pre>{@code
 * Place place = plan.of(x); // fails if x needs no bytes of its own
 * Arena home = arenas.of(place.lifetime());
 * boolean inside = place.offset() + place.bytes() <= home.bytes(); // true
 * }</pre>
 *
 * @param places by value; only values that need bytes of their own
 * @param scratchBytes how large the scratch arena must be
 */
@API(status = API.Status.STABLE, since = "0.1")
public record MemoryPlan(Map<Value, Place> places, long scratchBytes) {
  /** Copies the map. */
  public MemoryPlan {
    places = Map.copyOf(places);
  }

  /** The place of a value. */
  public Place of(Value value) {
    Place place = places.get(value);
    if (place == null) {
      throw FaException.internal("Value " + value + " has no place in the memory plan.");
    }
    return place;
  }
}
