package io.feedalign.testkit;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/** A small program bound on a backend, with memory of its own. The backend stays the caller's. */
public final class Rig implements AutoCloseable {

  private final Arena persistent;
  private final Arena scratch;
  private final Executable executable;

  /** Plans, allocates and binds a program. */
  public Rig(Backend backend, Program program, Placement placement) {
    MemoryPlan plan = placement.plan(program, backend.storage(program));
    persistent = backend.allocate(persistentBytes(plan), Lifetime.PERSISTENT);
    scratch = backend.allocate(plan.scratchBytes(), Lifetime.SCRATCH);
    executable = backend.bind(program, plan, new Arenas(persistent, scratch));
  }

  /** A sketch's program, every value at a place of its own, with its numbers written. */
  public static Rig on(Backend backend, Sketch sketch) {
    Rig rig = new Rig(backend, sketch.program(), Placement.separate());
    rig.write(sketch.numbers());
    return rig;
  }

  private static long persistentBytes(MemoryPlan plan) {
    return plan.places().values().stream()
        .filter(place -> place.lifetime() == Lifetime.PERSISTENT)
        .mapToLong(place -> place.offset() + place.bytes())
        .max()
        .orElse(0);
  }

  /** Executes the program once. */
  public void run() {
    executable.run();
  }

  /** Begins to execute the program once. */
  public void begin() {
    executable.begin();
  }

  /** Waits for the end of what was begun. */
  public void finish() {
    executable.finish();
  }

  /** Where a feed lands for the next run, if the backend has such a place. */
  public Optional<Tensor> next(Value feed) {
    return executable.next(feed);
  }

  /** The tensor behind a feed, a state or a read. */
  public Tensor tensor(Value value) {
    return executable.tensor(value);
  }

  /** Writes all given numbers. */
  public void write(Map<Value, double[]> numbers) {
    numbers.forEach(this::write);
  }

  /** Writes the numbers of one value. */
  public void write(Value value, double... numbers) {
    Tensors.write(tensor(value), numbers);
  }

  /** The numbers of one value. */
  public double[] read(Value value) {
    return Tensors.read(tensor(value));
  }

  @Override
  public void close() {
    executable.close();
    scratch.close();
    persistent.close();
  }
}
