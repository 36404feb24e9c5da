package io.feedalign.spi;

import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a plugin: its key, what it may be, and what it is if nobody says.
 *
 * <pre>{@code
 * Setting.Allowed part = Setting.between(0, 1);
 * Setting momentum = Setting.real("momentum", 0.9, part, "part of the last change that stays");
 * Setting kind = Setting.choice("kind", List.of("nesterov", "plain"), "how it looks ahead");
 * }</pre>
 *
 * @param key lower-case words joined by underscores
 * @param kind what its value is
 * @param fallback its value if none is given; null makes it required
 * @param allowed which values are allowed
 * @param description one sentence, with unit
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Setting(
    String key, Kind kind, @Nullable Object fallback, Allowed allowed, String description) {

  /** What a value is. */
  public enum Kind {
    /** A whole number. */
    WHOLE,
    /** A finite number. */
    REAL,
    /** true or false. */
    FLAG,
    /** One of some words. */
    CHOICE,
    /** Any text. */
    TEXT,
    /** A list of whole numbers. */
    WHOLES,
    /** A list of finite numbers. */
    REALS,
    /** Anything: the plugin reads the tree itself. */
    TREE
  }

  /** Bounds of a number (each number of a list), or the words of a choice. */
  public record Allowed(double low, double high, List<String> choices) {
    public static final Allowed ANYTHING =
        new Allowed(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of());

    static Allowed between(double low, double high) {
      return new Allowed(low, high, List.of());
    }

    static Allowed oneOf(List<String> choices) {
      return new Allowed(Double.NaN, Double.NaN, List.copyOf(choices));
    }
  }

  /** A whole number between two bounds, both allowed. */
  public static Setting whole(
      String key, @Nullable Long fallback, Allowed bounds, String description) {
    return new Setting(key, Kind.WHOLE, fallback, bounds, description);
  }

  /** A finite number between two bounds, both allowed. */
  public static Setting real(
      String key, @Nullable Double fallback, Allowed bounds, String description) {
    return new Setting(key, Kind.REAL, fallback, bounds, description);
  }

  /** true or false. */
  public static Setting flag(String key, boolean fallback, String description) {
    return new Setting(key, Kind.FLAG, fallback, Allowed.ANYTHING, description);
  }

  /** One of some words; the first is the default. */
  public static Setting choice(String key, List<String> choices, String description) {
    return new Setting(key, Kind.CHOICE, choices.get(0), Allowed.oneOf(choices), description);
  }

  /** Any text. */
  public static Setting text(String key, @Nullable String fallback, String description) {
    return new Setting(key, Kind.TEXT, fallback, Allowed.ANYTHING, description);
  }

  /** A list of whole numbers. */
  public static Setting wholes(
      String key, @Nullable List<Long> fallback, Allowed bounds, String description) {
    return new Setting(key, Kind.WHOLES, fallback, bounds, description);
  }

  /** A list of finite numbers between two bounds. */
  public static Setting reals(
      String key, @Nullable List<Double> fallback, Allowed bounds, String description) {
    return new Setting(key, Kind.REALS, fallback, bounds, description);
  }

  /** Anything: maps, lists and scalars, which the plugin reads itself. */
  public static Setting tree(String key, @Nullable Object fallback, String description) {
    return new Setting(key, Kind.TREE, fallback, Allowed.ANYTHING, description);
  }

  /** Bounds for {@link #whole}, {@link #real}, {@link #wholes} and {@link #reals}. */
  public static Allowed between(double low, double high) {
    return Allowed.between(low, high);
  }
}
