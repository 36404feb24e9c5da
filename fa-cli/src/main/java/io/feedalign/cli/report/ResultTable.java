package io.feedalign.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** The table at the end of a run or comparison, one row a rule and seed. */
public final class ResultTable {

  private static final List<String> HEADING =
      List.of("rule", "train loss", "val error %", "test error %", "angle to bp", "images/s");

  private ResultTable() {}

  /** The heading and one row each; the seed has a column only if there are several. */
  public static List<List<String>> rows(List<RunResult> results) {
    boolean seeds = results.stream().map(RunResult::seed).distinct().count() > 1;
    List<List<String>> rows = new ArrayList<>();
    List<String> others = published(results).map(PublishedError::column).distinct().toList();
    List<String> heading = new ArrayList<>(HEADING);
    others.forEach(column -> heading.add(column + " %"));
    rows.add(withSeed(seeds, "seed", heading));
    for (RunResult result : results) {
      List<String> row = new ArrayList<>(row(result));
      others.forEach(column -> row.add(published(result, column)));
      rows.add(withSeed(seeds, Long.toString(result.seed()), row));
    }
    return rows;
  }

  private static Stream<PublishedError> published(List<RunResult> results) {
    return results.stream().flatMap(result -> result.published().stream());
  }

  private static String published(RunResult result, String column) {
    return result.published().stream()
        .filter(error -> error.column().equals(column))
        .findFirst()
        .map(error -> number(OptionalDouble.of(error.error()), "%.2f"))
        .orElse("-");
  }

  /** The table as lines of text, with a remark below for each run that did not finish. */
  public static List<String> lines(List<RunResult> results) {
    List<String> lines = new ArrayList<>(Columns.numbers(rows(results)));
    for (RunResult result : results) {
      if (!result.report().remark().isEmpty()) {
        lines.add(result.rule() + ": " + result.status() + ". " + result.report().remark());
      }
    }
    lines.addAll(remarks(results));
    return lines;
  }

  /**
   * What rules noted and which probes failed, each with the runs that it is about, and where
   * published numbers come from.
   */
  static List<String> remarks(List<RunResult> results) {
    Map<String, Set<String>> about = new LinkedHashMap<>();
    for (RunResult result : results) {
      List<String> lines = new ArrayList<>(result.report().plan().notes());
      lines.addAll(result.probeFailures());
      lines.forEach(
          line -> about.computeIfAbsent(line, l -> new LinkedHashSet<>()).add(result.rule()));
    }
    List<String> remarks = new ArrayList<>();
    about.forEach((line, rules) -> remarks.add(String.join(", ", rules) + ": " + line));
    published(results).map(PublishedError::provenance).distinct().forEach(remarks::add);
    return remarks;
  }

  private static List<String> row(RunResult result) {
    return List.of(
        result.rule(),
        result.finished() ? loss(result.trainLoss()) : result.status(),
        number(result.validationError(), "%.2f"),
        number(result.testError(), "%.2f"),
        number(result.gradientAngle(), "%.1f°"),
        number(result.imagesPerSecond(), "%,.0f"));
  }

  private static List<String> withSeed(boolean seeds, String seed, List<String> row) {
    List<String> columns = new ArrayList<>(row);
    if (seeds) {
      columns.add(1, seed);
    }
    return columns;
  }

  /** Four places, unless the number is so large that they would say nothing. */
  private static String loss(OptionalDouble loss) {
    return number(loss, loss.orElse(0) < 1e5 ? "%.4f" : "%.3e");
  }

  private static String number(OptionalDouble value, String format) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
  }
}
