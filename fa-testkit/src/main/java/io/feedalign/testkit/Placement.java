package io.feedalign.testkit;

import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.Storage;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.HashMap;
import java.util.Map;

/** A way to give every value of a program its place. */
@FunctionalInterface
public interface Placement {

  /** The plan for a program whose values need the given storage. */
  MemoryPlan plan(Program program, Map<Value, Storage> storage);

  /** A place of its own for every value: nothing is ever reused. */
  static Placement separate() {
    return (program, storage) -> {
      Map<Value, Place> places = Persistent.places(program, storage);
      long end = 0;
      for (Value value : ProgramValues.placed(program)) {
        Storage need = storage.get(value);
        if (need != null && !places.containsKey(value)) {
          long offset = Persistent.aligned(end, need.alignment());
          places.put(value, new Place(Lifetime.SCRATCH, offset, need.bytes()));
          end = offset + need.bytes();
        }
      }
      return new MemoryPlan(places, end);
    };
  }

  /**
   * Scratch as tight as first fit makes it: places are reused as soon as their values die, and
   * pointwise results take the place of an operand that dies there.
   */
  static Placement compact() {
    return CompactPlacement::plan;
  }

  /** The part of a plan that both ways share: states and feeds, one after the other. */
  final class Persistent {

    private Persistent() {}

    static Map<Value, Place> places(Program program, Map<Value, Storage> storage) {
      Map<Value, Place> places = new HashMap<>();
      long end = 0;
      for (Value value : ProgramValues.persistent(program)) {
        Storage need = storage.get(value);
        if (need != null) {
          long offset = aligned(end, need.alignment());
          places.put(value, new Place(Lifetime.PERSISTENT, offset, need.bytes()));
          end = offset + need.bytes();
        }
      }
      return places;
    }

    static long aligned(long offset, int alignment) {
      return (offset + alignment - 1) / alignment * alignment;
    }
  }
}
