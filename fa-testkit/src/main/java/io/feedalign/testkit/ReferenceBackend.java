package io.feedalign.testkit;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Storage;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The living definition of every operation: plain loops in double precision, slow and obvious. All
 * numbers are doubles in logical row-major order; bf16 values are rounded as they are stored, f32
 * values keep every digit.
 *
 * <pre>{@code
 * try (Backend backend = new ReferenceBackend()) {
 *   CompiledNetwork exact = Compiler.on(backend).rule(rule).compile(network);
 * }
 * }</pre>
 */
public final class ReferenceBackend implements Backend {

  private final ReferenceTable table;

  /** A backend that needs nothing but the heap. */
  public ReferenceBackend() {
    this(new ReferenceTable());
  }

  /** With other loops: deliberately wrong ones show that a contract notices. */
  ReferenceBackend(ReferenceTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String description() {
    return "reference: plain loops in double precision, one thread";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.DOUBLE, Capability.BF16);
  }

  @Override
  public int threads() {
    return 1;
  }

  /** Eight bytes for every element of whatever type. */
  @Override
  public Map<Value, Storage> storage(Program program) {
    Map<Value, Storage> storage = new HashMap<>();
    for (Value value : ProgramValues.placed(program)) {
      storage.put(value, new Storage(Double.BYTES * value.shape().elements(), Double.BYTES));
    }
    return storage;
  }

  @Override
  public Arena allocate(long bytes, Lifetime lifetime) {
    return new ReferenceArena(bytes, lifetime);
  }

  @Override
  public Executable bind(Program program, MemoryPlan plan, Arenas arenas) {
    return new ReferenceExecutable(table, program, plan, arenas);
  }

  @Override
  public void close() {}
}
