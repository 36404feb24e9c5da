package io.feedalign.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The table at the end of a run or comparison, one row a rule and seed. */
public final class ResultTable {

  private ResultTable() {}

  /** The heading and one row each; the seed has a column only if there are several. */
  public static List<List<String>> rows(List<RunResult> results) {
    boolean seeds = results.stream().map(RunResult::seed).distinct().count() > 1;
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        withSeed(
            seeds,
            "seed",
            List.of(
                "rule", "train loss", "val error %", "test error %", "angle to bp", "images/s")));
    for (RunResult result : results) {
      rows.add(withSeed(seeds, Long.toString(result.seed()), row(result)));
    }
    return rows;
  }

  /** The table as lines of text, with a remark below for each run that did not finish. */
  public static List<String> lines(List<RunResult> results) {
    List<String> lines = new ArrayList<>(Columns.numbers(rows(results)));
    for (RunResult result : results) {
      if (!result.report().remark().isEmpty()) {
        lines.add(result.rule() + ": " + result.status() + ". " + result.report().remark());
      }
    }
    return lines;
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
