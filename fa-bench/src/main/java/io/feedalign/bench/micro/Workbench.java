package io.feedalign.bench.micro;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.Storage;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.ir.Philox;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.spi.BackendProvider;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A small program on a backend of its own, every value at a place of its own. */
public final class Workbench implements AutoCloseable {
  private final Backend backend;
  private final Arenas arenas;
  private final Executable executable;

  private Workbench(Backend backend, Program program) {
    this.backend = backend;
    Placement placement = new Placement(program, backend.storage(program));
    Arena lasting = backend.allocate(placement.lasting, Lifetime.PERSISTENT);
    arenas = new Arenas(lasting, backend.allocate(placement.fleeting, Lifetime.SCRATCH));
    executable = backend.bind(program, placement.plan(), arenas);
    for (Value feed : program.feeds()) {
      if (feed.type() == DType.F32 || feed.type() == DType.BF16) {
        fill(executable.tensor(feed), feed.id());
      }
    }
  }

  /** Gaussian numbers in every feed. */
  static Workbench on(String backend, Program program) {
    BackendProvider provider = Plugins.discover().backends().get(backend);
    return new Workbench(provider.create(provider.settings().defaults()), program);
  }

  private static void fill(Tensor tensor, int stream) {
    float[] numbers = new float[Math.toIntExact(tensor.shape().elements())];
    Philox.normals(stream, 0, 0, numbers, numbers.length);
    tensor.write(FloatBuffer.wrap(numbers));
  }

  /** One of the hot paths, on a backend that has its element type. */
  public static Workbench on(String backend, HotPath path) {
    return on(backend, path.program());
  }

  /** Runs the program once. */
  public void run() {
    executable.run();
  }

  Tensor tensor(Value value) {
    return executable.tensor(value);
  }

  @Override
  public void close() {
    executable.close();
    arenas.scratch().close();
    arenas.persistent().close();
    backend.close();
  }

  /** One value behind the other. */
  private static final class Placement {
    private final Map<Value, Place> places = new HashMap<>();
    private long lasting;
    private long fleeting;

    Placement(Program program, Map<Value, Storage> storage) {
      Set<Value> kept = new HashSet<>(program.feeds());
      kept.addAll(program.states());
      storage.forEach((value, needs) -> place(value, needs, kept.contains(value)));
    }

    private void place(Value value, Storage needs, boolean keep) {
      long offset = align(keep ? lasting : fleeting, needs.alignment());
      if (keep) {
        lasting = offset + needs.bytes();
      } else {
        fleeting = offset + needs.bytes();
      }
      Lifetime lifetime = keep ? Lifetime.PERSISTENT : Lifetime.SCRATCH;
      places.put(value, new Place(lifetime, offset, needs.bytes()));
    }

    private static long align(long offset, int alignment) {
      return (offset + alignment - 1) / alignment * alignment;
    }

    MemoryPlan plan() {
      return new MemoryPlan(places, fleeting);
    }
  }
}
