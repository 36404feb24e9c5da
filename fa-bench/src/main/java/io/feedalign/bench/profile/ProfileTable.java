package io.feedalign.bench.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A profile as text: units with the largest gap first, then by phase, by operation and by layer.
 */
public final class ProfileTable {
  private static final double MIB = 1 << 20;

  private final Profile profile;
  private final int top;
  private final List<String> lines = new ArrayList<>();

  private ProfileTable(Profile profile, int top) {
    this.profile = profile;
    this.top = top;
  }

  /**
   * The table.
   *
   * @param top how many units to list, and how many groups of each kind
   */
  public static List<String> of(Profile profile, int top) {
    ProfileTable table = new ProfileTable(profile, top);
    table.head();
    table.units();
    table.group("phase", timed -> timed.unit().phase().toString());
    table.group("operation", timed -> timed.unit().phase() + ": " + timed.unit().kind());
    table.group("layer", timed -> timed.unit().layer());
    return table.lines;
  }

  private void head() {
    lines.add(profile.title());
    lines.add(
        format(
            "step %.2f ms (watched %.2f): %d units %.2f, feeding and reading %.2f",
            profile.steps().free(),
            profile.steps().watched(),
            profile.units().size(),
            profile.inside(),
            profile.steps().around()));
    if (profile.grounded()) {
      lines.add(
          format(
              "floor %.2f ms: the step is at %.0f %% of it",
              profile.steps().floor(), 100 * profile.steps().floor() / profile.steps().free()));
    }
  }

  /** What is summed over units. */
  private static final class Total {
    int count;
    double milliseconds;
    double operations;
    double bytes;
    double floor;

    Total add(Timed timed) {
      count++;
      milliseconds += timed.milliseconds();
      operations += timed.unit().operations();
      bytes += timed.unit().bytes();
      floor += timed.floor();
      return this;
    }
  }

  private void units() {
    lines.add("");
    lines.add(format("%s  %-15s  %-28s  %s", columns(), "phase", "layer", "operation"));
    profile.units().stream()
        .sorted(Comparator.comparingDouble(timed -> -timed.gap()))
        .limit(top)
        .forEach(
            timed ->
                lines.add(
                    format(
                        "%s  %-15s  %-28s  %s %s",
                        numbers(new Total().add(timed)),
                        timed.unit().phase(),
                        timed.unit().layer(),
                        timed.unit().kind(),
                        timed.unit().shape())));
  }

  private void group(String heading, Function<Timed, String> key) {
    Map<String, Total> totals = new LinkedHashMap<>();
    for (Timed timed : profile.units()) {
      totals.computeIfAbsent(key.apply(timed), unused -> new Total()).add(timed);
    }
    lines.add("");
    lines.add(columns() + "  units  " + heading);
    totals.keySet().stream()
        .sorted(Comparator.comparingDouble(name -> -gap(of(totals, name))))
        .limit(top)
        .forEach(name -> lines.add(line(of(totals, name), name)));
    if (totals.size() > top) {
      lines.add("... and " + (totals.size() - top) + " more");
    }
    Total all = new Total();
    profile.units().forEach(all::add);
    lines.add(line(all, "all"));
  }

  private static Total of(Map<String, Total> totals, String name) {
    return Objects.requireNonNull(totals.get(name));
  }

  private double gap(Total total) {
    return total.milliseconds - (profile.grounded() ? total.floor : 0);
  }

  private String line(Total total, String name) {
    return format("%s  %5d  %s", numbers(total), total.count, name);
  }

  private String columns() {
    String floor = profile.grounded() ? format("%9s %9s", "floor", "gap") + " " : "";
    return floor + format("%9s %6s %9s %7s %9s", "ms", "%", "MiB", "GB/s", "GFLOP/s");
  }

  private String numbers(Total total) {
    String floor =
        profile.grounded()
            ? format("%9.3f %9.3f", total.floor, total.milliseconds - total.floor) + " "
            : "";
    return floor
        + format(
            "%9.3f %6.1f %9.2f %7.1f %9.1f",
            total.milliseconds,
            100 * total.milliseconds / profile.inside(),
            total.bytes / MIB,
            total.bytes / total.milliseconds / 1e6,
            total.operations / total.milliseconds / 1e6);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
