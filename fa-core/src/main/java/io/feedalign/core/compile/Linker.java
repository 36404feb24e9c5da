package io.feedalign.core.compile;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.Storage;
import io.feedalign.backend.WorkingMemory;
import io.feedalign.core.run.BoundProgram;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Schedules programs, plans their memory together, and binds them to one backend. */
final class Linker {
  private final List<Program> scheduled = new ArrayList<>();
  private final Map<String, MemoryPlan> plans = new LinkedHashMap<>();
  private final Persistent persistent;
  private final long scratchBytes;

  Linker(Backend backend, List<Program> programs) {
    Map<Value, Storage> storage = new HashMap<>();
    Set<Value> lasting = new LinkedHashSet<>();
    for (Program program : programs) {
      storage.putAll(backend.storage(program));
      scheduled.add(Scheduler.schedule(program, storage));
      lasting.addAll(program.feeds());
      lasting.addAll(program.states());
    }
    persistent = new Persistent(lasting, storage);
    long largest = 0;
    for (Program program : scheduled) {
      MemoryPlan plan = MemoryPlanner.plan(program, storage, persistent.places());
      plans.put(program.name(), plan);
      largest = Math.max(largest, plan.scratchBytes());
    }
    scratchBytes = largest;
  }

  /** The programs in the order in which they will run. */
  List<Program> scheduled() {
    return List.copyOf(scheduled);
  }

  MemoryPlan plan(String program) {
    return Objects.requireNonNull(plans.get(program));
  }

  long scratchBytes() {
    return scratchBytes;
  }

  long persistentBytes() {
    return persistent.bytes();
  }

  /** Where feeds and states lie. */
  Map<Value, Place> persistent() {
    return persistent.places();
  }

  /** Takes the memory that the plans need. */
  Arenas allocate(Backend backend) {
    Arena lasting = backend.allocate(persistent.bytes(), Lifetime.PERSISTENT);
    try {
      return new Arenas(lasting, backend.allocate(scratchBytes, Lifetime.SCRATCH));
    } catch (RuntimeException | Error failure) {
      lasting.close();
      throw failure;
    }
  }

  Map<String, BoundProgram> bind(Backend backend, Arenas arenas) {
    Map<String, BoundProgram> bound = new LinkedHashMap<>();
    try {
      for (Program program : scheduled) {
        MemoryPlan plan = plan(program.name());
        bound.put(
            program.name(), new BoundProgram(program, plan, backend.bind(program, plan, arenas)));
      }
      return bound;
    } catch (RuntimeException | Error failure) {
      bound.values().forEach(program -> program.executable().close());
      throw failure;
    }
  }

  /** What kernels need beside the plans, by program: binds them all once and lets go of them. */
  Map<String, WorkingMemory> working(Backend backend) {
    Arenas arenas = allocate(backend);
    try (Arena lasting = arenas.persistent();
        Arena scratch = arenas.scratch()) {
      Map<String, WorkingMemory> working = new LinkedHashMap<>();
      Map<String, BoundProgram> bound = bind(backend, new Arenas(lasting, scratch));
      bound.forEach((name, program) -> working.put(name, program.executable().working()));
      bound.values().forEach(program -> program.executable().close());
      return working;
    }
  }
}
