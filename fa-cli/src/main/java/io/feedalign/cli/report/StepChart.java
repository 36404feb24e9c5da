package io.feedalign.cli.report;

import io.feedalign.train.Measure;
import io.feedalign.train.ProbeReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** A measure over the steps of training, one line a run; the reader chooses the layer. */
final class StepChart {

  /** What stands for all layers together. */
  static final String MEAN = "mean of layers";

  /** Points of one line; more are thinned evenly, for a screen has no more to show. */
  private static final int POINTS = 200;

  /** Rows of one chart; beyond it only the mean is shown, so that the page stays a page. */
  private static final int ROWS = 20_000;

  private StepChart() {}

  /** Whether some run took it more than once. */
  static boolean worthwhile(List<RunResult> results, String measure) {
    return results.stream().anyMatch(result -> taken(result, measure).size() > 1);
  }

  static Map<String, Object> of(List<RunResult> results, String measure) {
    List<Object> rows = new ArrayList<>();
    Set<String> layers = new LinkedHashSet<>(List.of(MEAN));
    boolean whole = size(results, measure) <= ROWS;
    for (RunResult result : results) {
      for (ProbeReport report : thinned(taken(result, measure))) {
        List<Measure> measures = of(report, measure);
        mean(measures).ifPresent(value -> rows.add(row(result, report, MEAN, value)));
        for (Measure one : whole ? measures : List.<Measure>of()) {
          layers.add(one.path());
          one.value().ifPresent(value -> rows.add(row(result, report, one.path(), value)));
        }
      }
    }
    Map<String, Object> x = Map.of("field", "step", "type", "quantitative", "title", "steps made");
    Map<String, Object> y = Map.of("title", measure, "scale", Map.of("zero", false));
    Map<String, Object> spec = Charts.chart(rows, x, y, Charts.rules(results));
    spec.put("params", List.of(choice(layers)));
    spec.put("transform", List.of(Map.of("filter", "datum.layer == layer")));
    return spec;
  }

  private static Map<String, Object> choice(Set<String> layers) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("input", "select");
    list.put("name", "layer ");
    list.put("options", List.copyOf(layers));
    return Map.of("name", "layer", "value", MEAN, "bind", list);
  }

  private static Map<String, Object> row(
      RunResult result, ProbeReport report, String layer, double value) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("step", report.step());
    row.put("layer", layer);
    row.put("rule", result.rule());
    row.put("seed", result.seed());
    row.put("value", value);
    return row;
  }

  private static int size(List<RunResult> results, String measure) {
    return results.stream()
        .flatMap(result -> thinned(taken(result, measure)).stream())
        .mapToInt(report -> of(report, measure).size())
        .sum();
  }

  private static List<ProbeReport> taken(RunResult result, String measure) {
    return result.report().probes().stream()
        .filter(report -> !of(report, measure).isEmpty())
        .toList();
  }

  /** At most so many, the last among them. */
  private static List<ProbeReport> thinned(List<ProbeReport> all) {
    int stride = (all.size() + POINTS - 1) / POINTS;
    List<ProbeReport> kept = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i -= stride) {
      kept.add(0, all.get(i));
    }
    return kept;
  }

  private static List<Measure> of(ProbeReport report, String measure) {
    return report.measures().stream().filter(one -> one.name().equals(measure)).toList();
  }

  /** Undefined if it is in one layer, as in the table. */
  private static OptionalDouble mean(List<Measure> measures) {
    return measures.stream().allMatch(one -> one.value().isPresent())
        ? measures.stream().mapToDouble(one -> one.value().orElseThrow()).average()
        : OptionalDouble.empty();
  }
}
