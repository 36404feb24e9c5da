package io.feedalign.testkit;

import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.Storage;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** First-fit scratch memory with places reused. */
final class CompactPlacement {

  private final Program program;
  private final Map<Value, Storage> storage;
  private final Map<Value, Integer> lastUse;
  private final Map<Value, Place> places;
  private final Set<Value> live = new HashSet<>();
  private long peak;

  private CompactPlacement(Program program, Map<Value, Storage> storage) {
    this.program = program;
    this.storage = storage;
    this.lastUse = ProgramValues.lastUses(program);
    this.places = Placement.Persistent.places(program, storage);
  }

  static MemoryPlan plan(Program program, Map<Value, Storage> storage) {
    CompactPlacement placement = new CompactPlacement(program, storage);
    for (int i = 0; i < program.body().size(); i++) {
      placement.place(i);
    }
    return new MemoryPlan(placement.places, placement.peak);
  }

  private void place(int index) {
    Instruction instruction = program.body().get(index);
    for (Value output : instruction.outputs()) {
      Storage need = storage.get(output);
      if (need != null) {
        Optional<Value> dying = dying(instruction, index, output);
        places.put(output, dying.map(places::get).orElseGet(() -> firstFit(need)));
        dying.ifPresent(live::remove);
        live.add(output);
      }
    }
    live.removeIf(value -> diesBy(value, index));
  }

  /**
   * A scratch operand of the same shape and size whose last reader is this pointwise instruction.
   */
  private Optional<Value> dying(Instruction instruction, int index, Value output) {
    return instruction.inputs().stream()
        .filter(value -> instruction.op().pointwise() && live.contains(value))
        .filter(value -> diesBy(value, index) && value.shape().equals(output.shape()))
        .filter(value -> Objects.equals(storage.get(value), storage.get(output)))
        .findFirst();
  }

  private boolean diesBy(Value value, int index) {
    return lastUse.getOrDefault(value, index) <= index;
  }

  private Place firstFit(Storage need) {
    List<Place> taken =
        live.stream().map(places::get).sorted(Comparator.comparingLong(Place::offset)).toList();
    long offset = 0;
    for (Place place : taken) {
      if (offset + need.bytes() <= place.offset()) {
        break;
      }
      long behind = place.offset() + place.bytes();
      offset = Math.max(offset, Placement.Persistent.aligned(behind, need.alignment()));
    }
    peak = Math.max(peak, offset + need.bytes());
    return new Place(Lifetime.SCRATCH, offset, need.bytes());
  }
}
