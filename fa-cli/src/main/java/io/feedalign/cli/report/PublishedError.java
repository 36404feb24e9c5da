package io.feedalign.cli.report;

/**
 * What others published for a rule, to stand beside our own number.
 *
 * @param column heading of the table's column
 * @param error percent
 * @param rule what the source calls it
 * @param source who published it
 * @param remarks what a reader must know before comparing
 */
public record PublishedError(
    String column, double error, String rule, String source, String remarks) {
  /** Where the numbers of its column come from, in one line. */
  String provenance() {
    return column + " %: published test error. " + source + "; " + remarks + ".";
  }
}
