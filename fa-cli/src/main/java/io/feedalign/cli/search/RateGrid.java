package io.feedalign.cli.search;

import io.feedalign.error.FaException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The learning rates that are tried, the same for every rule.
 *
 * @param rates upwards, at least one
 */
public record RateGrid(List<Double> rates) {

  /** What is tried if nobody says. */
  public static final String DEFAULT = "1e-4..0.3";

  private static final int MOST = 100;
  private static final double LARGEST = 1e6;
  private static final double SMALLEST = 1e-30;
  private static final String RANGE = "..";
  private static final BigDecimal PLAIN_FROM = new BigDecimal("0.01");

  /** Copies the list, sorts it and drops what it has twice. */
  public RateGrid {
    rates = List.copyOf(new TreeSet<>(rates));
  }

  /**
   * Reads {@code 1e-3,0.01}, or {@code 1e-4..0.3}: every 1 and 3 times a power of ten between two
   * rates, both included.
   *
   * @throws FaException (USER) if it is neither
   */
  public static RateGrid parse(String text) {
    int range = text.indexOf(RANGE);
    List<Double> rates =
        range < 0
            ? Arrays.stream(text.split(",", -1)).map(part -> rate(part, text)).toList()
            : between(
                rate(text.substring(0, range), text),
                rate(text.substring(range + RANGE.length()), text));
    if (rates.isEmpty() || rates.size() > MOST) {
      throw wrong(text, "holds " + rates.size() + " rates, but 1 to " + MOST + " can be tried.");
    }
    return new RateGrid(rates);
  }

  private static double rate(String part, String text) {
    String typed = part.strip();
    if (!typed.matches("([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?")) {
      throw wrong(text, "'" + typed + "' is no rate.");
    }
    double rate = Double.parseDouble(typed);
    if (!(rate >= SMALLEST && rate <= LARGEST)) {
      throw wrong(text, "'" + typed + "' is no rate above 0 and up to " + (int) LARGEST + ".");
    }
    return rate;
  }

  private static FaException wrong(String text, String why) {
    return FaException.user(
        "--rates "
            + text
            + ": "
            + why
            + " Write a list as in 1e-3,0.01, or a range as in "
            + DEFAULT
            + ".");
  }

  private static List<Double> between(double low, double high) {
    List<Double> rates = new ArrayList<>();
    BigDecimal power = powerBelow(low);
    while (power.doubleValue() <= high) {
      for (int digit : new int[] {1, 3}) {
        double rate = power.multiply(BigDecimal.valueOf(digit)).doubleValue();
        if (rate >= low && rate <= high) {
          rates.add(rate);
        }
      }
      power = power.scaleByPowerOfTen(1);
    }
    return rates;
  }

  private static BigDecimal powerBelow(double rate) {
    BigDecimal exact = BigDecimal.valueOf(rate);
    return BigDecimal.ONE.scaleByPowerOfTen(exact.precision() - exact.scale() - 1);
  }

  /** The smallest rate. */
  public double smallest() {
    return rates.get(0);
  }

  /** The largest rate. */
  public double largest() {
    return rates.get(rates.size() - 1);
  }

  /** A grid that goes on a power of ten below the smallest rate, as {@code --rates} takes it. */
  public String downwards() {
    return extended(BigDecimal.valueOf(smallest()).scaleByPowerOfTen(-1).doubleValue());
  }

  /** A grid that goes on a power of ten above the largest rate, as {@code --rates} takes it. */
  public String upwards() {
    return extended(BigDecimal.valueOf(largest()).scaleByPowerOfTen(1).doubleValue());
  }

  private String extended(double end) {
    boolean range = rates.equals(between(smallest(), largest()));
    List<Double> more = new ArrayList<>(rates);
    more.add(end);
    RateGrid wider = new RateGrid(more);
    return range
        ? text(wider.smallest()) + RANGE + text(wider.largest())
        : wider.rates.stream().map(RateGrid::text).collect(Collectors.joining(","));
  }

  /** All rates in words. */
  public String text() {
    return rates.stream().map(RateGrid::text).collect(Collectors.joining(", "));
  }

  /** A rate as one would type it: {@code 0.01}, {@code 3e-4}. */
  public static String text(double rate) {
    BigDecimal exact = BigDecimal.valueOf(rate).stripTrailingZeros();
    if (exact.compareTo(PLAIN_FROM) >= 0) {
      return exact.toPlainString();
    }
    int exponent = exact.precision() - exact.scale() - 1;
    return exact.movePointLeft(exponent).setScale(exact.precision() - 1, RoundingMode.UNNECESSARY)
        + "e"
        + exponent;
  }
}
