package io.feedalign.cli.report;

import io.feedalign.cli.search.RateCell;
import io.feedalign.cli.search.RateRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code report.html} of a search: its table, and how the error depends on the rate. */
public record SearchPage(String experiment, Provenance provenance) {

  /** Writes the page whole or not at all; its path. */
  public Path write(Path folder, SearchTable table) {
    return new Page("Learning rates of " + experiment)
        .add("<h2>Validation error in percent, by rule and rate</h2>\n")
        .add(Html.table(table.cells()))
        .paragraphs(table.remarks())
        .add(Page.figure("rates", chart(table)))
        .provenance(provenance)
        .write(folder);
  }

  private static Map<String, Object> chart(SearchTable table) {
    List<Object> points = new ArrayList<>();
    for (RateRow row : table.rows()) {
      for (RateCell cell : row.cells()) {
        cell.error()
            .ifPresent(
                error ->
                    points.add(Map.of("rule", row.rule(), "rate", cell.rate(), "value", error)));
      }
    }
    Map<String, Object> x =
        Map.of(
            "field", "rate",
            "type", "quantitative",
            "title", "learning rate",
            "scale", Map.of("type", "log"));
    Map<String, Object> y =
        Map.of("title", "validation error, percent", "scale", Map.of("zero", false));
    List<String> rules = table.rows().stream().map(RateRow::rule).distinct().toList();
    return Charts.chart(points, x, y, rules);
  }
}
