package io.feedalign.backend.cpu;

import io.feedalign.backend.WorkingMemory;

/** What a bound program holds beside its arenas, and gives back when it is closed. */
@FunctionalInterface
public interface Holdings extends AutoCloseable {
  /** How much memory that is, but for what kernels keep in Java's own. */
  default WorkingMemory working() {
    return WorkingMemory.NONE;
  }

  @Override
  void close();
}
