package io.feedalign.core.compile;

import io.feedalign.backend.Lifetime;
import io.feedalign.backend.Place;
import io.feedalign.backend.Storage;
import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Places of feeds and states: one after the other, the same for all programs. */
final class Persistent {
  private final Map<Value, Place> places = new LinkedHashMap<>();
  private long bytes;

  /** Gives every value its place; the storage must know them all. */
  Persistent(Iterable<Value> values, Map<Value, Storage> storage) {
    for (Value value : values) {
      Storage need = storage.get(value);
      if (need == null) {
        throw FaException.plugin(
            "The backend gave no storage for " + value + ". See Backend.storage.");
      }
      long offset = MemoryPlanner.align(bytes, need.alignment());
      places.put(value, new Place(Lifetime.PERSISTENT, offset, need.bytes()));
      bytes = offset + need.bytes();
    }
  }

  long bytes() {
    return bytes;
  }

  Map<Value, Place> places() {
    return new HashMap<>(places);
  }
}
