package io.feedalign.testkit;

import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which values of a program hold something at which point of it. */
final class Liveness {

  private final Program program;
  private final MemoryPlan plan;
  private final Map<Value, Integer> lastUse;
  private final Map<Value, Integer> births;

  Liveness(Program program, MemoryPlan plan) {
    this.program = program;
    this.plan = plan;
    this.lastUse = ProgramValues.lastUses(program);
    this.births = ProgramValues.births(program);
  }

  /** The stretches of scratch memory that hold nothing of use when an instruction starts. */
  List<Place> freeBefore(int index) {
    List<Place> taken =
        liveBefore(index).stream()
            .map(plan::of)
            .filter(place -> place.lifetime() == Lifetime.SCRATCH)
            .sorted(Comparator.comparingLong(Place::offset))
            .toList();
    List<Place> free = new ArrayList<>();
    long end = 0;
    for (Place place : taken) {
      free.add(new Place(Lifetime.SCRATCH, end, Math.max(0, place.offset() - end)));
      end = Math.max(end, place.offset() + place.bytes());
    }
    free.add(new Place(Lifetime.SCRATCH, end, Math.max(0, plan.scratchBytes() - end)));
    return free;
  }

  /** Values alive throughout the instructions [from, to) that none of these writes. */
  Set<Value> untouched(int from, int to) {
    Set<Value> values = liveBefore(from);
    values.removeIf(value -> lastUse.getOrDefault(value, from) < to);
    for (Instruction instruction : program.body().subList(from, to)) {
      instruction.outputs().forEach(values::remove);
      Fusion.assigned(instruction).forEach(values::remove);
    }
    return values;
  }

  private Set<Value> liveBefore(int index) {
    Set<Value> live = new LinkedHashSet<>();
    births.forEach(
        (value, born) -> {
          boolean lives = born < index && lastUse.getOrDefault(value, born) >= index;
          if (lives && plan.places().containsKey(value)) {
            live.add(value);
          }
        });
    return live;
  }
}
