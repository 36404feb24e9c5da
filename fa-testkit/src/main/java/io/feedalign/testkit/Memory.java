package io.feedalign.testkit;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.Storage;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Form;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Raw stretches of an arena, written and read as floats with nothing but the backend's own
 * interface: a program with no instruction whose one state lies there.
 */
final class Memory implements AutoCloseable {

  /** How far apart whatever is painted starts: at least every alignment that backends ask for. */
  static final long GRAIN = 64;

  private final Executable executable;
  private final Tensor tensor;

  private Memory(Executable executable, Value value) {
    this.executable = executable;
    this.tensor = executable.tensor(value);
  }

  /** A stretch of at least one float; it starts and ends where the place does, rounded inwards. */
  static Memory at(Backend backend, Arena arena, Place place) {
    long offset = Placement.Persistent.aligned(place.offset(), (int) GRAIN);
    long bytes = (place.offset() + place.bytes() - offset) / GRAIN * GRAIN;
    int count = Math.toIntExact(bytes / bytesPerFloat(backend));
    Value value = new Value(0, "memory", Form.parameter(Shape.of(count)));
    Program program = program(value);
    MemoryPlan plan =
        new MemoryPlan(Map.of(value, new Place(arena.lifetime(), offset, bytes)), arena.bytes());
    return new Memory(backend.bind(program, plan, new Arenas(arena, arena)), value);
  }

  /** Whether a place is large enough for one float, however it is rounded. */
  static boolean fits(Place place) {
    return place.bytes() >= 2 * GRAIN;
  }

  private static Program program(Value value) {
    return new Program(
        "memory", Cadence.ON_DEMAND, List.of(), List.of(), List.of(value), List.of());
  }

  private static long bytesPerFloat(Backend backend) {
    int many = 4096;
    Value value = new Value(0, "memory", Form.parameter(Shape.of(many)));
    Storage need = Checks.known(backend.storage(program(value)).get(value), "no storage");
    return (need.bytes() + many - 1) / many;
  }

  void paint(float colour) {
    float[] paint = new float[Math.toIntExact(tensor.shape().elements())];
    Arrays.fill(paint, colour);
    tensor.write(FloatBuffer.wrap(paint));
  }

  float[] content() {
    return tensor.toArray();
  }

  @Override
  public void close() {
    executable.close();
  }
}
