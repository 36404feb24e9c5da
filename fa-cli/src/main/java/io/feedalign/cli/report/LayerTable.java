package io.feedalign.cli.report;

import io.feedalign.train.EpochReport;
import io.feedalign.train.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A measure of every layer after the last epoch, one row a run, as HTML. */
final class LayerTable {

  private static final String ANGLE = "-angle";

  private LayerTable() {}

  /** The names of all measures that were taken, in the order in which they were. */
  static List<String> measures(List<RunResult> results) {
    return results.stream()
        .flatMap(result -> result.report().epochs().stream())
        .map(EpochReport::measures)
        .flatMap(List::stream)
        .map(Measure::name)
        .distinct()
        .toList();
  }

  static String of(List<RunResult> results, String measure) {
    List<String> paths = Charts.paths(results, measure);
    if (paths.isEmpty()) {
      return "<p>Not measured in this run.</p>\n";
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("rule", "seed"));
    heading.addAll(paths);
    rows.add(heading);
    for (RunResult result : results) {
      List<String> row = new ArrayList<>(List.of(result.rule(), Long.toString(result.seed())));
      paths.forEach(path -> row.add(cell(result, measure, path)));
      rows.add(row);
    }
    return Html.table(rows);
  }

  private static String cell(RunResult result, String measure, String path) {
    for (Measure taken : Charts.lastMeasures(result, measure)) {
      if (taken.path().equals(path)) {
        return taken.value().isPresent()
            ? number(measure, taken.value().getAsDouble())
            : "undefined";
      }
    }
    return "-";
  }

  /** Angles are in degrees; of anything else the first digits count, whatever its size. */
  private static String number(String measure, double value) {
    boolean ordinary = value == 0 || Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4;
    return measure.endsWith(ANGLE)
        ? String.format(Locale.ROOT, "%.1f°", value)
        : String.format(Locale.ROOT, ordinary ? "%.3f" : "%.2e", value);
  }
}
