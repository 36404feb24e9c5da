package io.feedalign.testkit;

import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.Place;
import io.feedalign.backend.WorkingMemory;
import io.feedalign.error.FaException;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A program as one or several parts, with poison and checks between them. */
final class AssertingExecutable implements Executable {

  /** A stretch of the program that runs without a stop. */
  private record Part(
      String name, Executable bound, List<Memory> dead, Map<Value, Memory> untouched) {}

  private final Backend backend;
  private final Program program;
  private final AssertingBackend.Watched watched;
  private final Liveness liveness;
  private final Executable whole;
  private final List<Part> parts = new ArrayList<>();
  private final List<Memory> deadAtTheEnd;
  private boolean closed;

  AssertingExecutable(
      Backend backend, boolean stepwise, Program program, AssertingBackend.Watched watched) {
    this.backend = backend;
    this.program = program;
    this.watched = watched;
    this.liveness = new Liveness(program, watched.plan());
    this.whole = bind(program);
    int size = program.body().size();
    if (stepwise) {
      for (int i = 0; i < size; i++) {
        Instruction instruction = program.body().get(i);
        parts.add(part(instruction.toString(), bind(single(instruction)), i, i + 1));
      }
    } else {
      parts.add(part("program '" + program.name() + "'", whole, 0, size));
    }
    this.deadAtTheEnd = memories(liveness.freeBefore(size));
  }

  private Executable bind(Program part) {
    return backend.bind(part, watched.shifted(), watched.opened());
  }

  private Program single(Instruction instruction) {
    Set<Value> states = new HashSet<>(program.states());
    states.retainAll(instruction.inputs());
    List<Value> others = instruction.inputs().stream().filter(v -> !states.contains(v)).toList();
    return new Program(
        program.name(),
        program.cadence(),
        List.of(instruction),
        others.stream().distinct().toList(),
        List.copyOf(states),
        instruction.outputs());
  }

  private Part part(String name, Executable bound, int from, int to) {
    Map<Value, Memory> untouched = new LinkedHashMap<>();
    for (Value value : liveness.untouched(from, to)) {
      Place place = watched.plan().of(value);
      if (Memory.fits(place)) {
        untouched.put(value, memory(place));
      }
    }
    return new Part(name, bound, memories(liveness.freeBefore(from)), untouched);
  }

  private List<Memory> memories(List<Place> places) {
    return places.stream().filter(Memory::fits).map(this::memory).toList();
  }

  private Memory memory(Place place) {
    return Memory.at(
        backend, watched.arena(place.lifetime()).opened(), AssertingArena.shifted(place));
  }

  @Override
  public void run() {
    checkOpen();
    for (Part part : parts) {
      part.dead.forEach(memory -> memory.paint(Float.NaN));
      Map<Value, float[]> before = new LinkedHashMap<>();
      part.untouched.forEach((value, memory) -> before.put(value, memory.content()));
      part.bound.run();
      before.forEach((value, content) -> checkUntouched(part, value, content));
    }
    deadAtTheEnd.forEach(memory -> memory.paint(Float.NaN));
    watched.arena(Lifetime.PERSISTENT).checkCanaries();
    watched.arena(Lifetime.SCRATCH).checkCanaries();
  }

  private static void checkUntouched(Part part, Value value, float[] before) {
    Memory memory = Checks.known(part.untouched.get(value), "no memory of " + value);
    if (!Arrays.equals(before, memory.content())) {
      throw FaException.internal(
          "While "
              + part.name
              + " ran, "
              + value
              + " changed, which is neither an output nor assigned there.");
    }
  }

  @Override
  public Tensor tensor(Value value) {
    checkOpen();
    return whole.tensor(value);
  }

  @Override
  public WorkingMemory working() {
    checkOpen();
    return whole.working();
  }

  private void checkOpen() {
    Checks.that(!closed, "Program '" + program.name() + "' is used after it was closed");
    watched.opened();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      deadAtTheEnd.forEach(Memory::close);
      for (Part part : parts) {
        part.dead.forEach(Memory::close);
        part.untouched.values().forEach(Memory::close);
        if (part.bound != whole) {
          part.bound.close();
        }
      }
      whole.close();
    }
  }
}
