package io.feedalign.bench.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What starts took: their middle, and that of each part.
 *
 * @param recipe what was compared
 * @param starts at least one
 */
public record StartReport(String recipe, List<Start> starts) {
  /** Copies the list. */
  public StartReport {
    starts = List.copyOf(starts);
  }

  /** For people. */
  public List<String> toText() {
    double[] totals = sorted(Start::total);
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "fa compare %s: first learning step %.2f s after the JVM was started (%.2f to %.2f, %d"
                + " starts), %,d classes",
            recipe,
            middle(totals),
            totals[0],
            totals[totals.length - 1],
            totals.length,
            Math.round(middle(sorted(Start::classes)))));
    for (Milestone milestone : Milestone.values()) {
      double seconds = middle(sorted(start -> start.part(milestone)));
      lines.add(text("  %6.3f s  %s", seconds, milestone.before()));
    }
    return lines;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private double[] sorted(ToDoubleFunction<Start> number) {
    return starts.stream().mapToDouble(number).sorted().toArray();
  }

  private static double middle(double[] sorted) {
    return sorted[sorted.length / 2];
  }
}
