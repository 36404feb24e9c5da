package io.feedalign.testkit;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.Storage;
import io.feedalign.error.FaException;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Any backend, with every party to its contract watched: programs and memory plans are audited
 * before they are bound, scratch memory holds NaN before it is first written and after it was last
 * read, canaries sit at both ends of every arena, and nothing may be used after it was closed.
 *
 * <pre>{@code
 * try (Backend backend = AssertingBackend.stepByStep(new ReferenceBackend())) {
 *   Compiler.on(backend).rule(rule).compile(network);  // whatever goes wrong is named
 * }
 * }</pre>
 */
public final class AssertingBackend implements Backend {

  private final Backend inner;
  private final boolean stepwise;
  private boolean closed;

  private AssertingBackend(Backend inner, boolean stepwise) {
    this.inner = inner;
    this.stepwise = stepwise;
  }

  /** Watches programs as a whole: scratch is poisoned before and after each run. */
  public static AssertingBackend around(Backend backend) {
    return new AssertingBackend(backend, false);
  }

  /**
   * Runs one instruction at a time, poisons what is dead in between, and checks that each
   * instruction wrote nothing but its outputs. Slow.
   */
  public static AssertingBackend stepByStep(Backend backend) {
    return new AssertingBackend(backend, true);
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public String description() {
    return "asserting around " + inner.description();
  }

  @Override
  public Set<Capability> capabilities() {
    return inner.capabilities();
  }

  @Override
  public int threads() {
    return inner.threads();
  }

  @Override
  public Map<Value, Storage> storage(Program program) {
    checkOpen();
    return inner.storage(program);
  }

  @Override
  public Arena allocate(long bytes, Lifetime lifetime) {
    checkOpen();
    return new AssertingArena(inner, bytes, lifetime);
  }

  @Override
  public Executable bind(Program program, MemoryPlan plan, Arenas arenas) {
    checkOpen();
    List<String> faults = new ArrayList<>(ProgramAudit.faults(program));
    faults.addAll(PlanAudit.faults(program, inner.storage(program), plan));
    faults.addAll(beyond(plan, arenas));
    throwIfAny(faults);
    return new AssertingExecutable(inner, stepwise, program, new Watched(plan, arenas));
  }

  private static List<String> beyond(MemoryPlan plan, Arenas arenas) {
    return plan.places().entrySet().stream()
        .filter(
            entry ->
                entry.getValue().offset() + entry.getValue().bytes()
                    > arenas.of(entry.getValue().lifetime()).bytes())
        .map(entry -> entry.getKey() + " at " + entry.getValue() + " lies beyond its arena.")
        .toList();
  }

  private static void throwIfAny(List<String> faults) {
    if (!faults.isEmpty()) {
      throw FaException.internal(String.join(System.lineSeparator(), faults));
    }
  }

  private void checkOpen() {
    Checks.that(!closed, "Backend '" + name() + "' is used after it was closed");
  }

  @Override
  public void close() {
    closed = true;
    inner.close();
  }

  /** A plan and the arenas that it is for, as the caller sees them. */
  record Watched(MemoryPlan plan, Arenas arenas) {

    AssertingArena arena(Lifetime lifetime) {
      if (!(arenas.of(lifetime) instanceof AssertingArena)) {
        throw FaException.internal(
            "An arena of another backend was given to an asserting one. Allocate it there.");
      }
      return (AssertingArena) arenas.of(lifetime);
    }

    /** The same plan over the inner backend's larger arenas. */
    MemoryPlan shifted() {
      Map<Value, Place> places = new HashMap<>();
      plan.places().forEach((value, place) -> places.put(value, AssertingArena.shifted(place)));
      return new MemoryPlan(places, plan.scratchBytes() + 2 * AssertingArena.MARGIN);
    }

    Arenas opened() {
      return new Arenas(arena(Lifetime.PERSISTENT).opened(), arena(Lifetime.SCRATCH).opened());
    }
  }
}
