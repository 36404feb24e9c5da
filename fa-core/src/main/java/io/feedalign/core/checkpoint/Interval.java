package io.feedalign.core.checkpoint;

import io.feedalign.core.run.Position;
import io.feedalign.error.FaException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a run is kept.
 *
 * <pre>{@code
 * Interval often = Interval.parse("500");     // steps
 * Interval seldom = Interval.parse("10m");    // or 90s, 2h
 * Interval byEpoch = Interval.parse("epoch"); // or never
 * }</pre>
 *
 * @param count of steps or seconds; 1 otherwise
 */
public record Interval(Unit unit, long count) {
  /** What is counted. */
  public enum Unit {
    /** Steps since the run began. */
    STEPS,
    /** Seconds since it was kept, or began. */
    SECONDS,
    /** Whole epochs. */
    EPOCHS,
    /** Nothing: it is kept only when it is asked to stop. */
    NEVER
  }

  /** What is in force if nobody says. */
  public static final String DEFAULT = "10m";

  private static final Pattern WORDS = Pattern.compile("([1-9][0-9]{0,8})([smh]?)");

  /**
   * Reads steps, a duration, {@code epoch} or {@code never}.
   *
   * @throws FaException (USER) saying what is allowed
   */
  public static Interval parse(String text) {
    String words = text.strip().toLowerCase(Locale.ROOT);
    if (words.equals("epoch")) {
      return new Interval(Unit.EPOCHS, 1);
    }
    if (words.equals("never")) {
      return new Interval(Unit.NEVER, 1);
    }
    Matcher parts = WORDS.matcher(words);
    if (!parts.matches()) {
      throw FaException.user(
          "is '"
              + text
              + "'. Allowed: steps such as 500, a time such as 90s, 10m or 2h, epoch,"
              + " never.");
    }
    long count = Long.parseLong(parts.group(1));
    switch (parts.group(2)) {
      case "s":
        return new Interval(Unit.SECONDS, count);
      case "m":
        return new Interval(Unit.SECONDS, 60 * count);
      case "h":
        return new Interval(Unit.SECONDS, 3600 * count);
      default:
        return new Interval(Unit.STEPS, count);
    }
  }

  /** Whether a run at a position, so many seconds after it was kept, is to be kept. */
  boolean over(Position at, double seconds) {
    switch (unit) {
      case STEPS:
        return at.step() % count == 0;
      case SECONDS:
        return seconds >= count;
      case EPOCHS:
        return at.batch() == 0;
      case NEVER:
        return false;
    }
    throw new AssertionError(unit);
  }
}
