package io.feedalign.testkit;

import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.Storage;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether a memory plan is safe for a program, by brute force over all pairs of values: everybody
 * has room, and no two values that live at the same time overlap, but for a pointwise result in
 * exactly the place of an operand that dies there.
 */
public final class PlanAudit {

  private final Program program;
  private final Map<Value, Storage> storage;
  private final MemoryPlan plan;
  private final Map<Value, Integer> lastUse;
  private final Map<Value, Integer> births;
  private final List<String> faults = new ArrayList<>();

  private PlanAudit(Program program, Map<Value, Storage> storage, MemoryPlan plan) {
    this.program = program;
    this.storage = storage;
    this.plan = plan;
    this.lastUse = ProgramValues.lastUses(program);
    this.births = ProgramValues.births(program);
  }

  /** What is wrong with a plan, one sentence each; empty if nothing is. */
  public static List<String> faults(Program program, Map<Value, Storage> storage, MemoryPlan plan) {
    PlanAudit audit = new PlanAudit(program, storage, plan);
    List<Value> values = ProgramValues.placed(program).stream().filter(audit::placed).toList();
    values.forEach(audit::room);
    for (int i = 0; i < values.size(); i++) {
      for (int j = i + 1; j < values.size(); j++) {
        audit.pair(values.get(i), values.get(j));
      }
    }
    return audit.faults.stream()
        .map(fault -> "The memory plan of '" + program.name() + "' " + fault + ".")
        .toList();
  }

  private boolean placed(Value value) {
    Storage need = storage.get(value);
    boolean placed = plan.places().containsKey(value);
    if (need != null && need.bytes() > 0 && !placed) {
      faults.add("has no place for " + value);
    }
    return need != null && placed;
  }

  private void room(Value value) {
    Storage need = Checks.known(storage.get(value), "no storage");
    Place place = plan.of(value);
    if (place.bytes() < need.bytes() || place.offset() < 0) {
      faults.add("gives " + value + " the place " + place + ", but it needs " + need);
    }
    if (place.offset() % need.alignment() != 0) {
      faults.add("puts " + value + " at " + place + ", which breaks " + need);
    }
    boolean persistent = ProgramValues.persistent(program).contains(value);
    if (persistent && place.lifetime() != Lifetime.PERSISTENT) {
      faults.add("puts the feed or state " + value + " in scratch memory");
    }
    long end = place.offset() + place.bytes();
    if (place.lifetime() == Lifetime.SCRATCH && end > plan.scratchBytes()) {
      faults.add("puts " + value + " beyond its " + plan.scratchBytes() + " scratch bytes");
    }
  }

  private void pair(Value a, Value b) {
    boolean alive = born(a) <= lastUse(b) && born(b) <= lastUse(a);
    if (alive && overlap(plan.of(a), plan.of(b)) && !inPlace(a, b) && !inPlace(b, a)) {
      faults.add(
          "lets "
              + a
              + " at "
              + plan.of(a)
              + " overlap "
              + b
              + " at "
              + plan.of(b)
              + " while both live");
    }
  }

  private static boolean overlap(Place a, Place b) {
    boolean apart = a.offset() + a.bytes() <= b.offset() || b.offset() + b.bytes() <= a.offset();
    return a.lifetime() == b.lifetime() && !apart;
  }

  /** Whether the result b may lie where its operand a lies. */
  private boolean inPlace(Value a, Value b) {
    int birth = born(b);
    if (birth == ProgramValues.BEFORE_ALL
        || lastUse(a) != birth
        || !plan.of(a).equals(plan.of(b))) {
      return false;
    }
    Instruction instruction = program.body().get(birth);
    return instruction.op().pointwise()
        && instruction.inputs().contains(a)
        && a.shape().elements() == b.shape().elements();
  }

  private int lastUse(Value value) {
    return lastUse.getOrDefault(value, program.body().size());
  }

  private int born(Value value) {
    return births.getOrDefault(value, ProgramValues.BEFORE_ALL);
  }
}
