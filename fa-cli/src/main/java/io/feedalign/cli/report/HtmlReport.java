package io.feedalign.cli.report;

import io.feedalign.train.EpochReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code report.html}: curves, table, angles and provenance of one run folder on one page that
 * opens from disk. It carries its scripts inside, and its policy forbids every request.
 */
public final class HtmlReport {

  /** Its name in a run folder. */
  public static final String NAME = "report.html";

  /** More than twice what guessing among ten classes costs. */
  private static final double HIGH_LOSS = 5;

  private static final Set<String> ANGLES =
      Set.of(RunResult.GRADIENT_ANGLE, RunResult.FEEDBACK_ANGLE);

  private final String title;
  private final List<RunResult> results;
  private final Provenance provenance;

  /** A report on results that share their provenance. */
  public HtmlReport(String title, List<RunResult> results, Provenance provenance) {
    this.title = title;
    this.results = List.copyOf(results);
    this.provenance = provenance;
  }

  /** Writes the page whole or not at all; its path. */
  public Path write(Path folder) {
    return page(AuditFile.section(folder)).write(folder);
  }

  String html() {
    return page("").html();
  }

  private Page page(String audits) {
    Page page = new Page(title);
    page.add("<h2>Result</h2>\n").add(Html.table(ResultTable.rows(results)));
    page.paragraphs(remarks());
    page.add("<h2>Learning curves</h2>\n");
    curves().forEach((id, chart) -> page.add(Page.figure(id, chart)));
    page.add("<h2>Angles after the last epoch</h2>\n");
    layers().forEach((id, chart) -> page.add(Page.figure(id, chart)));
    return page.add(angles())
        .add(otherMeasures())
        .add(overSteps())
        .add(audits)
        .provenance(provenance);
  }

  private Map<String, Map<String, Object>> curves() {
    Map<String, Map<String, Object>> charts = new LinkedHashMap<>();
    charts.put("loss", Charts.curve(results, "training loss", HIGH_LOSS, EpochReport::trainLoss));
    charts.put(
        "error",
        Charts.curve(
            results, "validation error, percent", 100, epoch -> 100 * epoch.validation().error()));
    return charts;
  }

  private Map<String, Map<String, Object>> layers() {
    Map<String, Map<String, Object>> charts = new LinkedHashMap<>();
    charts.put(
        "gradient",
        Charts.layers(results, "gradient against backprop, degrees", RunResult.GRADIENT_ANGLE));
    charts.put(
        "feedback",
        Charts.layers(results, "weight against feedback, degrees", RunResult.FEEDBACK_ANGLE));
    return charts;
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (RunResult result : results) {
      if (!result.report().remark().isEmpty()) {
        remarks.add(result.rule() + ": " + result.status() + ". " + result.report().remark());
      }
    }
    remarks.addAll(ResultTable.remarks(results));
    return remarks;
  }

  private String angles() {
    return "<h3>Gradient against backprop on the fixed probe batch</h3>\n"
        + LayerTable.of(results, RunResult.GRADIENT_ANGLE)
        + "<h3>Weight against the feedback weight in use</h3>\n"
        + LayerTable.of(results, RunResult.FEEDBACK_ANGLE);
  }

  /** Whatever else the probes took, each under its own name. */
  private String otherMeasures() {
    StringBuilder section = new StringBuilder();
    for (String measure : LayerTable.measures(results)) {
      if (!ANGLES.contains(measure)) {
        section.append("<h3>").append(Html.text(measure)).append("</h3>\n");
        section.append(Page.figure(Html.text(measure), Charts.layers(results, measure, measure)));
        section.append(LayerTable.of(results, measure));
      }
    }
    return section.isEmpty() ? "" : "<h2>Other measures after the last epoch</h2>\n" + section;
  }

  /** How every measure went while the rules learned. */
  private String overSteps() {
    StringBuilder section = new StringBuilder();
    for (String measure : LayerTable.measures(results)) {
      if (StepChart.worthwhile(results, measure)) {
        section.append("<h3>").append(Html.text(measure)).append("</h3>\n");
        section.append(Page.figure("steps " + Html.text(measure), StepChart.of(results, measure)));
      }
    }
    return section.isEmpty() ? "" : "<h2>Measures over steps</h2>\n" + section;
  }
}
