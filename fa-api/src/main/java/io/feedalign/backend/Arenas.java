package io.feedalign.backend;

import org.apiguardian.api.API;

/** The two arenas of a compiled network, which all its programs share. */
@API(status = API.Status.STABLE, since = "0.1")
public record Arenas(Arena persistent, Arena scratch) {
  /** The arena of a lifetime. */
  public Arena of(Lifetime lifetime) {
    return lifetime == Lifetime.PERSISTENT ? persistent : scratch;
  }
}
