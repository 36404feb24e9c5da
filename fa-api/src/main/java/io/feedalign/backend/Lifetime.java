package io.feedalign.backend;

import org.apiguardian.api.API;

/**
 * How long what lies in an arena is needed.
 *
 * <pre>{@code
 * boolean kept = program.states().contains(weight) || program.feeds().contains(weight);
 * Lifetime lifetime = kept ? Lifetime.PERSISTENT : Lifetime.SCRATCH;
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public enum Lifetime {
  /** As long as the network: parameters, states, feeds. */
  PERSISTENT,
  /** During one run of one program. */
  SCRATCH
}
