package io.feedalign.backend;

import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * Something that runs programs: it says how values are stored, gives memory, and binds a program to
 * places in it. Not safe for use by several threads at once.
 *
 * <pre>{@code
 * Map<Value, Storage> needs = backend.storage(program); // for whoever makes the memory plan
 * try (Executable bound = backend.bind(program, plan, arenas)) {
 *   bound.run();
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Backend extends AutoCloseable {
  /** The name by which it was found, such as {@code onednn}. */
  String name();

  /** One line: library, version, instruction set, threads. Part of a run's provenance. */
  String description();

  /** What it can do beyond f32. */
  Set<Capability> capabilities();

  /** How many threads it computes with; part of a run's record, since bits depend on it. */
  int threads();

  /** Bytes and alignment that each value of a program needs: states, feeds and all others. */
  Map<Value, Storage> storage(Program program);

  /**
   * Memory of one lifetime, zeroed.
   *
   * @throws io.feedalign.error.FaException (RESOURCES) naming the bytes, if there is not enough
   */
  Arena allocate(long bytes, Lifetime lifetime);

  /** Chooses kernels and makes views, once, so that running needs neither. */
  Executable bind(Program program, MemoryPlan plan, Arenas arenas);

  @Override
  void close();
}
