package io.feedalign.backend;

import org.apiguardian.api.API;

/**
 * The two arenas of a compiled network, which all its programs share.
 *
 * <pre>{@code
 * Arena states = backend.allocate(4096, Lifetime.PERSISTENT);
 * Arena temporaries = backend.allocate(plan.scratchBytes(), Lifetime.SCRATCH);
 * Arenas arenas = new Arenas(states, temporaries);
 * Arena home = arenas.of(plan.of(weight).lifetime()); // states
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Arenas(Arena persistent, Arena scratch) {
  /** The arena of a lifetime. */
  public Arena of(Lifetime lifetime) {
    return lifetime == Lifetime.PERSISTENT ? persistent : scratch;
  }
}
