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
import io.feedalign.tensor.Tensor;
import java.util.Map;
import java.util.Set;

/** A reference backend in which single methods can be spoilt. */
class ForwardingBackend implements Backend {

  private final Backend inner = new ReferenceBackend();

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public String description() {
    return inner.description();
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
    return inner.storage(program);
  }

  @Override
  public Arena allocate(long bytes, Lifetime lifetime) {
    return inner.allocate(bytes, lifetime);
  }

  @Override
  public Executable bind(Program program, MemoryPlan plan, Arenas arenas) {
    Executable bound = inner.bind(program, plan, arenas);
    return new Executable() {
      @Override
      public void run() {
        bound.run();
        afterRun(program, bound);
      }

      @Override
      public Tensor tensor(Value value) {
        return bound.tensor(value);
      }

      @Override
      public void close() {
        bound.close();
      }
    };
  }

  /** Spoils what a run gave. */
  void afterRun(Program program, Executable bound) {}

  @Override
  public void close() {
    inner.close();
  }
}
