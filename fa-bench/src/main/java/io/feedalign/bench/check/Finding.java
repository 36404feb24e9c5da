package io.feedalign.bench.check;

import java.util.Locale;

/** A row of the baseline, and the ratio of now. */
public record Finding(Row row, double ratio) {
  /** Whether it takes longer than is let pass. */
  public boolean worse() {
    return !(ratio <= row.limit());
  }

  /** Whether it is so much faster that the baseline guards it no more. */
  boolean better() {
    return ratio < row.ratio() / (1 + row.tolerance());
  }

  /** The one of the smaller ratio. */
  Finding orBetter(Finding other) {
    return other.ratio < ratio ? other : this;
  }

  /** One line of a table. */
  public String toText() {
    return String.format(
        Locale.ROOT,
        "%8.3f %9.3f %9.3f %7.1f %%  %-6s  %s",
        ratio,
        row.ratio(),
        row.limit(),
        100 * (ratio / row.ratio() - 1),
        worse() ? "WORSE" : better() ? "better" : "",
        row.title());
  }

  /** What stands over such lines. */
  public static String heading() {
    return String.format(
        Locale.ROOT,
        "%8s %9s %9s %9s  %-6s  %s",
        "ratio",
        "baseline",
        "limit",
        "change",
        "",
        "row");
  }
}
