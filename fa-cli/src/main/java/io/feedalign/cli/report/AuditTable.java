package io.feedalign.cli.report;

import io.feedalign.core.audit.AuditReport;
import io.feedalign.core.audit.AuditedLayer;
import io.feedalign.core.experiment.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an audit found, as text and as JSON lines. */
public final class AuditTable {
  private static final List<String> HEADING =
      List.of(
          "layer",
          "rule",
          "credit",
          "off: signal",
          "credit",
          "gradient",
          "update",
          "cosine to bp",
          "norm ratio",
          "moved");

  private AuditTable() {}

  /** Verdict, table, failures and remarks of one variant. */
  public static List<String> lines(Variant variant, AuditReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(verdict(variant, report));
    lines.addAll(Columns.numbers(rows(variant, report)));
    report.failures().forEach(failure -> lines.add("FAILED " + failure));
    report.remarks().forEach(remark -> lines.add("note: " + remark));
    return lines;
  }

  private static String verdict(Variant variant, AuditReport report) {
    return String.format(
        Locale.ROOT,
        "rule %s: %s, %d steps of %d images, tolerance %.0e",
        variant.label(),
        report.passed() ? "passed" : report.failures().size() + " failures",
        report.steps(),
        report.batch(),
        report.tolerance());
  }

  private static List<List<String>> rows(Variant variant, AuditReport report) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADING));
    for (AuditedLayer layer : report.layers()) {
      rows.add(
          List.of(
              layer.layer(),
              rule(variant, layer),
              layer.claim(),
              residual(layer.signal()),
              residual(layer.credit()),
              residual(layer.gradient()),
              residual(layer.update()),
              number("%.4f", layer.cosine()),
              number("%.3g", layer.ratio()),
              number("%.2g", layer.moved())));
    }
    return rows;
  }

  /** The rule of a layer with weights; an edge without any has no rule of its own name. */
  private static String rule(Variant variant, AuditedLayer layer) {
    return Double.isNaN(layer.gradient()) ? "" : variant.ruleAt(layer.layer());
  }

  private static String residual(double value) {
    return number("%.0e", value);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  /** One JSON object a row, and one for the verdict. */
  public static List<String> json(Variant variant, long seed, AuditReport report) {
    List<String> lines = new ArrayList<>();
    for (AuditedLayer layer : report.layers()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("variant", variant.label());
      row.put("seed", seed);
      row.put("layer", layer.layer());
      row.put("rule", rule(variant, layer));
      row.put("credit_claimed", layer.claim());
      Json.put(row, "signal_residual", layer.signal());
      Json.put(row, "credit_residual", layer.credit());
      Json.put(row, "gradient_residual", layer.gradient());
      Json.put(row, "update_residual", layer.update());
      Json.put(row, "cosine_to_bp", layer.cosine());
      Json.put(row, "norm_ratio_to_bp", layer.ratio());
      Json.put(row, "moved", layer.moved());
      lines.add(Json.line(row));
    }
    lines.add(Json.line(summary(variant, seed, report)));
    return lines;
  }

  private static Map<String, Object> summary(Variant variant, long seed, AuditReport report) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("variant", variant.label());
    summary.put("seed", seed);
    summary.put("passed", report.passed());
    summary.put("failures", report.failures());
    summary.put("remarks", report.remarks());
    summary.put("steps", report.steps());
    summary.put("batch", report.batch());
    summary.put("tolerance", report.tolerance());
    return summary;
  }
}
