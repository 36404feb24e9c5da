package io.feedalign.cli.report;

import io.feedalign.core.store.AtomicFile;
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
    Path page = folder.resolve(NAME);
    AtomicFile.write(page, html(AuditFile.section(folder)));
    return page;
  }

  String html() {
    return html("");
  }

  private String html(String audits) {
    List<String> scripts = new ArrayList<>();
    VegaScripts.ALL.forEach(script -> scripts.add(VegaScripts.load(script)));
    scripts.add(VegaScripts.resource("report.js"));
    StringBuilder page = new StringBuilder(head(scripts));
    page.append("<h1>").append(Html.text(title)).append("</h1>\n");
    page.append("<h2>Result</h2>\n").append(Html.table(ResultTable.rows(results)));
    page.append(remarks());
    page.append("<h2>Learning curves</h2>\n");
    curves().forEach((id, chart) -> page.append(figure(id, chart)));
    page.append("<h2>Angles after the last epoch</h2>\n");
    layers().forEach((id, chart) -> page.append(figure(id, chart)));
    page.append(angles());
    page.append(otherMeasures());
    page.append(overSteps());
    page.append(audits);
    page.append("<h2>Provenance</h2>\n").append(Html.table(facts()));
    page.append("<h3>Experiment as run</h3>\n<pre>");
    page.append(Html.text(provenance.experimentText())).append("</pre>\n");
    for (String script : scripts) {
      page.append("<script>").append(script).append("</script>\n");
    }
    return page.append("</body>\n</html>\n").toString();
  }

  private String head(List<String> scripts) {
    String policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
            + "form-action 'none'; script-src "
            + String.join(" ", scripts.stream().map(VegaScripts::policyHash).toList());
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + policy
        + "\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<title>"
        + Html.text(title)
        + "</title>\n<style>\n"
        + VegaScripts.resource("report.css")
        + "</style>\n</head>\n<body>\n";
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

  private static String figure(String id, Map<String, Object> chart) {
    return "<figure data-chart=\""
        + id
        + "\"><div></div>\n<script type=\"application/json\">"
        + Html.json(chart)
        + "</script></figure>\n";
  }

  private String remarks() {
    StringBuilder remarks = new StringBuilder();
    for (RunResult result : results) {
      if (!result.report().remark().isEmpty()) {
        String line = result.rule() + ": " + result.status() + ". " + result.report().remark();
        remarks.append("<p>").append(Html.text(line)).append("</p>\n");
      }
    }
    ResultTable.remarks(results)
        .forEach(line -> remarks.append("<p>").append(Html.text(line)).append("</p>\n"));
    return remarks.toString();
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
        section.append(figure(Html.text(measure), Charts.layers(results, measure, measure)));
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
        section.append(figure("steps " + Html.text(measure), StepChart.of(results, measure)));
      }
    }
    return section.isEmpty() ? "" : "<h2>Measures over steps</h2>\n" + section;
  }

  private List<List<String>> facts() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("what", "value"));
    provenance.facts().forEach((key, value) -> rows.add(List.of(key, String.valueOf(value))));
    return rows;
  }
}
