package io.feedalign.backend;

import org.apiguardian.api.API;

/**
 * One block of a backend's memory.
 *
 * <pre>{@code
 * try (Arena arena = backend.allocate(1 << 20, Lifetime.SCRATCH)) {
 *   long bytes = arena.bytes(); // at least 1048576
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Arena extends AutoCloseable {
  /** Its size. */
  long bytes();

  /** How long its contents are needed. */
  Lifetime lifetime();

  @Override
  void close();
}
