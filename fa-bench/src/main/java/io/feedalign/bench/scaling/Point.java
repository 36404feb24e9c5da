package io.feedalign.bench.scaling;

import java.util.Locale;
import java.util.Map;

/**
 * One network that was measured in a process of its own.
 *
 * @param varied what grows: batch, depth or threads
 * @param numbers as the process printed them, by key
 */
record Point(String varied, Case what, Map<String, Double> numbers) {
  static final String HEADING =
      "varied,model,rule,batch,threads,precision,ms_median,images_per_second,planned_values_mib,"
          + "planned_mib,process_peak_mib";

  Point {
    numbers = Map.copyOf(numbers);
  }

  /** What was measured. */
  record Case(String model, String rule, int batch, int threads, String precision) {}

  /** A number; not a number if it was not measured. */
  double number(String key) {
    return numbers.getOrDefault(key, Double.NaN);
  }

  /** One line of a table. */
  String toCsv() {
    return String.join(
        ",",
        varied,
        what.model(),
        what.rule(),
        Integer.toString(what.batch()),
        Integer.toString(what.threads()),
        what.precision(),
        cell("ms_median"),
        cell("images_per_second"),
        cell("values"),
        cell("foretold"),
        cell("peak"));
  }

  private String cell(String key) {
    double number = number(key);
    return Double.isNaN(number) ? "" : String.format(Locale.ROOT, "%.3f", number);
  }
}
