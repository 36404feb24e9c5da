package io.feedalign.bench.faults;

/**
 * What tests found.
 *
 * @param fault its name
 * @param test the first failure of its test; empty if that passes
 * @param audit the first failure of its audit; empty if that passes
 */
record Verdict(String fault, String test, String audit) {
  private static final String BETWEEN = "\t";

  /** On one line. */
  String line() {
    return String.join(BETWEEN, flat(fault), flat(test), flat(audit));
  }

  /** The one on a line. */
  static Verdict of(String line) {
    String[] parts = line.split(BETWEEN, -1);
    return new Verdict(parts[0], parts[1], parts[2]);
  }

  private static String flat(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
