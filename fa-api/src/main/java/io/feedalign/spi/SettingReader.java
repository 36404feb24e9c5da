package io.feedalign.spi;

import io.feedalign.error.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what a file holds into what a setting is, or says why it cannot. */
final class SettingReader {
  private SettingReader() {}

  static Optional<Object> read(Setting setting, Object value, Problems problems) {
    switch (setting.kind()) {
      case WHOLE:
        return whole(setting, value, problems);
      case REAL:
        return real(setting, value, problems);
      case FLAG:
        return value instanceof Boolean
            ? Optional.of(value)
            : refuse(setting, value, "true or false", problems);
      case CHOICE:
        return choice(setting, value, problems);
      case TEXT:
        return value instanceof String
            ? Optional.of(value)
            : refuse(setting, value, "text", problems);
      case WHOLES:
        return wholes(setting, value, problems);
      case REALS:
        return reals(setting, value, problems);
      case TREE:
        return Optional.of(value);
    }
    throw new AssertionError(setting.kind());
  }

  private static Optional<Object> whole(Setting setting, Object value, Problems problems) {
    boolean whole = value instanceof Integer || value instanceof Long;
    if (!whole || !within(setting, ((Number) value).doubleValue())) {
      return refuse(setting, value, "a whole number" + bounds(setting), problems);
    }
    return Optional.of(((Number) value).longValue());
  }

  private static Optional<Object> real(Setting setting, Object value, Problems problems) {
    if (!finite(value) || !within(setting, ((Number) value).doubleValue())) {
      return refuse(setting, value, "a finite number" + bounds(setting), problems);
    }
    return Optional.of(((Number) value).doubleValue());
  }

  private static Optional<Object> choice(Setting setting, Object value, Problems problems) {
    List<String> choices = setting.allowed().choices();
    if (value instanceof String && choices.contains(value)) {
      return Optional.of(value);
    }
    problems.add(
        setting.key(),
        "is '"
            + value
            + "'. Allowed: "
            + String.join(", ", choices)
            + "."
            + NearestName.hint(String.valueOf(value), choices));
    return Optional.empty();
  }

  private static Optional<Object> wholes(Setting setting, Object value, Problems problems) {
    String wanted = "a list of whole numbers" + bounds(setting);
    if (!(value instanceof List)) {
      return refuse(setting, value, wanted, problems);
    }
    List<Long> numbers = new ArrayList<>();
    for (Object element : (List<?>) value) {
      boolean whole = element instanceof Integer || element instanceof Long;
      if (!whole || !within(setting, ((Number) element).doubleValue())) {
        return refuse(setting, value, wanted, problems);
      }
      numbers.add(((Number) element).longValue());
    }
    return Optional.of(List.copyOf(numbers));
  }

  private static Optional<Object> reals(Setting setting, Object value, Problems problems) {
    String wanted = "a list of finite numbers" + bounds(setting);
    if (!(value instanceof List)) {
      return refuse(setting, value, wanted, problems);
    }
    List<Double> numbers = new ArrayList<>();
    for (Object element : (List<?>) value) {
      if (!finite(element) || !within(setting, ((Number) element).doubleValue())) {
        return refuse(setting, value, wanted, problems);
      }
      numbers.add(((Number) element).doubleValue());
    }
    return Optional.of(List.copyOf(numbers));
  }

  private static boolean finite(Object value) {
    return value instanceof Number && Double.isFinite(((Number) value).doubleValue());
  }

  private static boolean within(Setting setting, double number) {
    return number >= setting.allowed().low() && number <= setting.allowed().high();
  }

  private static String bounds(Setting setting) {
    double low = setting.allowed().low();
    double high = setting.allowed().high();
    if (low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY) {
      return "";
    }
    if (high == Double.POSITIVE_INFINITY) {
      return " of at least " + number(low);
    }
    return " from " + number(low) + " to " + number(high);
  }

  private static String number(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }

  private static Optional<Object> refuse(
      Setting setting, Object value, String wanted, Problems problems) {
    problems.add(setting.key(), "is '" + value + "', but must be " + wanted + ".");
    return Optional.empty();
  }
}
