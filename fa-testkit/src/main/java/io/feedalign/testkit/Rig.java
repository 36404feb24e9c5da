package io.feedalign.testkit;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.Map;

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
    if (value.type() == DType.I32) {
      IntBuffer whole = IntBuffer.allocate(numbers.length);
      for (double number : numbers) {
        whole.put((int) number);
      }
      tensor(value).write(whole.flip());
    } else {
      tensor(value).write(DoubleBuffer.wrap(numbers));
    }
  }

  /** The numbers of one value. */
  public double[] read(Value value) {
    double[] numbers = new double[Math.toIntExact(value.shape().elements())];
    if (value.type() == DType.I32) {
      IntBuffer whole = IntBuffer.allocate(numbers.length);
      tensor(value).read(whole);
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = whole.get(i);
      }
    } else {
      tensor(value).read(DoubleBuffer.wrap(numbers));
    }
    return numbers;
  }

  @Override
  public void close() {
    executable.close();
    scratch.close();
    persistent.close();
  }
}
