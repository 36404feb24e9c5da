package io.feedalign.core.compile;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Storage;
import io.feedalign.error.FaException;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Knows sizes and can run nothing: all that plan tests need. */
final class PaperBackend implements Backend {
  @Override
  public String name() {
    return "paper";
  }

  @Override
  public String description() {
    return "sizes only";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public Map<Value, Storage> storage(Program program) {
    Map<Value, Storage> storage = new HashMap<>();
    program.feeds().forEach(value -> storage.put(value, need(value)));
    program.states().forEach(value -> storage.put(value, need(value)));
    for (Instruction instruction : program.body()) {
      instruction.inputs().forEach(value -> storage.put(value, need(value)));
      instruction.outputs().forEach(value -> storage.put(value, need(value)));
    }
    return storage;
  }

  private static Storage need(Value value) {
    return new Storage(value.shape().elements() * value.type().bytes(), 64);
  }

  @Override
  public Arena allocate(long bytes, Lifetime lifetime) {
    throw FaException.internal("paper has no memory");
  }

  @Override
  public Executable bind(Program program, MemoryPlan plan, Arenas arenas) {
    throw FaException.internal("paper runs nothing");
  }

  @Override
  public void close() {}
}
