package io.feedalign.cli.report;

import io.feedalign.train.EpochReport;
import io.feedalign.train.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The charts of the report, as Vega-Lite specifications with their data inside. */
final class Charts {

  private static final int HEIGHT = 280;

  private Charts() {}

  /** A number of every epoch, one line a run; what lies above {@code most} is cut. */
  static Map<String, Object> curve(
      List<RunResult> results, String title, double most, ToDoubleFunction<EpochReport> number) {
    List<Object> rows = new ArrayList<>();
    for (RunResult result : results) {
      for (EpochReport epoch : result.report().epochs()) {
        add(rows, result, Map.of("epoch", epoch.epoch() + 1), number.applyAsDouble(epoch));
      }
    }
    Map<String, Object> x =
        Map.of(
            "field",
            "epoch",
            "type",
            "quantitative",
            "title",
            "epoch",
            "axis",
            Map.of("tickMinStep", 1, "format", "d"),
            "scale",
            Map.of("nice", false));
    return chart(rows, x, axis(title, most, rows), rules(results));
  }

  /** Rules that blow up would flatten all others: what is far off is cut, and the title says so. */
  private static Map<String, Object> axis(String title, double most, List<Object> rows) {
    boolean farOff = rows.stream().anyMatch(row -> number(row) > most);
    return farOff
        ? Map.of(
            "title",
            title + " (above " + (int) most + " is cut)",
            "scale",
            Map.of("zero", false, "domainMax", most))
        : Map.of("title", title, "scale", Map.of("zero", false));
  }

  /** A measure of every layer after the last epoch, one line a run. */
  static Map<String, Object> layers(List<RunResult> results, String title, String measure) {
    List<Object> rows = new ArrayList<>();
    for (RunResult result : results) {
      for (Measure taken : lastMeasures(result, measure)) {
        double value = taken.value().orElse(Double.NaN);
        add(rows, result, Map.of("layer", taken.path()), value);
      }
    }
    Map<String, Object> x = new LinkedHashMap<>();
    x.put("field", "layer");
    x.put("type", "nominal");
    x.put("title", "layer, from input to output");
    x.put("sort", paths(results, measure));
    x.put("axis", Map.of("labelAngle", 0));
    return chart(rows, x, Map.of("title", title), rules(results));
  }

  /** The measure's layers in the order of the network. */
  static List<String> paths(List<RunResult> results, String measure) {
    return results.stream()
        .flatMap(result -> lastMeasures(result, measure).stream())
        .map(Measure::path)
        .distinct()
        .toList();
  }

  static List<Measure> lastMeasures(RunResult result, String name) {
    List<EpochReport> epochs = result.report().epochs();
    return epochs.isEmpty()
        ? List.of()
        : epochs.get(epochs.size() - 1).measures().stream()
            .filter(measure -> measure.name().equals(name))
            .toList();
  }

  private static double number(Object row) {
    return ((Map<?, ?>) row).get("value") instanceof Double value ? value : Double.NaN;
  }

  private static void add(
      List<Object> rows, RunResult result, Map<String, Object> place, double value) {
    if (Double.isFinite(value)) {
      Map<String, Object> row = new LinkedHashMap<>(place);
      row.put("rule", result.rule());
      row.put("seed", result.seed());
      row.put("value", value);
      rows.add(row);
    }
  }

  /** The labels of all runs, each once. */
  static List<String> rules(List<RunResult> results) {
    return results.stream().map(RunResult::rule).distinct().toList();
  }

  /** Rows with a rule and a value, one line a rule and seed. */
  static Map<String, Object> chart(
      List<Object> rows, Map<String, Object> x, Map<String, Object> axis, List<String> rules) {
    Map<String, Object> y = new LinkedHashMap<>(axis);
    y.put("field", "value");
    y.put("type", "quantitative");
    Map<String, Object> color =
        Map.of(
            "field",
            "rule",
            "type",
            "nominal",
            "title",
            "rule",
            "sort",
            rules,
            "scale",
            Map.of("scheme", "tableau10", "domain", rules));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("data", Map.of("values", rows));
    spec.put("width", "container");
    spec.put("height", HEIGHT);
    spec.put("mark", Map.of("type", "line", "point", true, "tooltip", true, "clip", true));
    spec.put(
        "encoding",
        Map.of(
            "x",
            x,
            "y",
            y,
            "color",
            color,
            "strokeDash",
            Map.of("field", "rule", "type", "nominal", "sort", rules, "legend", Map.of()),
            "detail",
            Map.of("field", "seed", "type", "nominal")));
    return spec;
  }
}
