package io.feedalign.core.compile;

import io.feedalign.backend.WorkingMemory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much memory a network will take, and what for.
 *
 * @param kept bytes that live as long as the network
 * @param values bytes of what programs compute on the way: as many as the largest needs
 * @param working what the backend's kernels need beside, by program
 */
public record MemoryForecast(Kept kept, long values, Map<String, WorkingMemory> working) {
  /** Copies the map, keeping its order. */
  public MemoryForecast {
    working = new LinkedHashMap<>(working);
  }

  /**
   * Bytes that live as long as the network, by purpose.
   *
   * @param states of rules and updates, and values remembered from the start
   * @param feeds batches, targets and scheduled numbers
   */
  public record Kept(long parameters, long states, long feeds) {
    /** All of them. */
    public long bytes() {
      return parameters + states + feeds;
    }
  }

  /** What the kernels of all programs need together. */
  public WorkingMemory kernels() {
    return working.values().stream().reduce(WorkingMemory.NONE, WorkingMemory::and);
  }

  /** Bytes that are only needed while programs run. */
  public long scratchBytes() {
    return values + kernels().bytes();
  }

  /** All bytes. */
  public long bytes() {
    return kept.bytes() + scratchBytes();
  }
}
