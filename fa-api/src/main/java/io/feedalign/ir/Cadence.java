package io.feedalign.ir;

import org.apiguardian.api.API;

/**
 * How often a program runs.
 *
 * <pre>{@code
 * Cadence cadence = Cadence.steps(10);
 * long made = 420;
 * boolean due = cadence.unit() == Cadence.Unit.STEP && made % cadence.every() == 0; // true
 * }</pre>
 *
 * @param unit what is counted
 * @param every after how many of them it is due; at least 1
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Cadence(Unit unit, int every) {
  /** Not at all. */
  public static final Cadence NEVER = new Cadence(Unit.NEVER, 1);

  /** Once, before the first step. */
  public static final Cadence ONCE = new Cadence(Unit.ONCE, 1);

  /** After each step. */
  public static final Cadence EVERY_STEP = new Cadence(Unit.STEP, 1);

  /** After each epoch. */
  public static final Cadence EVERY_EPOCH = new Cadence(Unit.EPOCH, 1);

  /** Whenever somebody asks. */
  public static final Cadence ON_DEMAND = new Cadence(Unit.DEMAND, 1);

  /** What a cadence counts. */
  public enum Unit {
    /** Nothing: it never runs. */
    NEVER,
    /** It runs once at the start. */
    ONCE,
    /** Learning steps. */
    STEP,
    /** Epochs. */
    EPOCH,
    /** It runs when asked to. */
    DEMAND
  }

  /** After every so many steps. */
  public static Cadence steps(int every) {
    return new Cadence(Unit.STEP, every);
  }
}
