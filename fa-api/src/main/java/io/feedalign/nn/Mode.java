package io.feedalign.nn;

import org.apiguardian.api.API;

/**
 * For what a forward pass is made.
 *
 * <pre>{@code
 * boolean drops = call.mode().stochastic(); // not when inferring
 * Value thinned = drops ? emit.multiply(x, mask) : x;
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public enum Mode {
  /** Learning: batch statistics, dropout, running statistics updated. */
  LEARN,
  /** Measuring as if learning: batch statistics and dropout, but no state changes. */
  OBSERVE,
  /** Using what was learnt: running statistics, no dropout. */
  INFER;

  /** Whether batch statistics and dropout are in force. */
  public boolean stochastic() {
    return this != INFER;
  }

  /** Whether running statistics move. */
  public boolean updatesStatistics() {
    return this == LEARN;
  }
}
