package io.feedalign.backend;

import org.apiguardian.api.API;

/**
 * What the kernels of a bound program need beside the values of its plan: scratchpads, operands in
 * another layout, tables.
 *
 * <pre>{@code
 * WorkingMemory learn = new WorkingMemory(4096, 1 << 20);
 * WorkingMemory infer = new WorkingMemory(1024, 1 << 16);
 * long bytes = learn.and(infer).bytes(); // 5120 + 1048576
 * }</pre>
 *
 * @param own bytes that it holds until it is closed
 * @param shared bytes that it uses while it runs, of memory that all programs bound to the same
 *     scratch arena use one after the other
 */
@API(status = API.Status.STABLE, since = "0.1")
public record WorkingMemory(long own, long shared) {
  /** None. */
  public static final WorkingMemory NONE = new WorkingMemory(0, 0);

  /** What two programs need that are bound to the same arenas. */
  public WorkingMemory and(WorkingMemory other) {
    return new WorkingMemory(own + other.own, Math.max(shared, other.shared));
  }

  /** All of it. */
  public long bytes() {
    return own + shared;
  }
}
