package io.feedalign.cli.report;

import io.feedalign.cli.search.RateCell;
import io.feedalign.cli.search.RateGrid;
import io.feedalign.cli.search.RateRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of a search, one row a rule and one column a rate, the best of each row marked. */
public record SearchTable(RateGrid grid, List<RateRow> rows) {

  private static final String NONE = "-";

  /** Copies the list. */
  public SearchTable {
    rows = List.copyOf(rows);
  }

  /** The table as lines of text, with the remarks below. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(Columns.numbers(cells()));
    lines.add("Validation error in percent; * the smallest of a rule, at the smallest such rate.");
    lines.addAll(remarks());
    return lines;
  }

  /** The heading and one row each. */
  List<List<String>> cells() {
    List<List<String>> table = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("rule"));
    grid.rates().forEach(rate -> heading.add(RateGrid.text(rate) + " "));
    heading.add("best rate");
    table.add(heading);
    for (RateRow row : rows) {
      Optional<RateCell> best = row.best();
      List<String> cells = new ArrayList<>(List.of(row.rule()));
      for (double rate : grid.rates()) {
        String mark = best.isPresent() && best.get().rate() == rate ? "*" : " ";
        cells.add(row.at(rate).map(SearchTable::text).orElse(NONE) + mark);
      }
      cells.add(best.map(cell -> RateGrid.text(cell.rate())).orElse(NONE));
      table.add(cells);
    }
    return table;
  }

  private static String text(RateCell cell) {
    return cell.error().isPresent()
        ? String.format(Locale.ROOT, "%.2f", cell.error().getAsDouble())
        : cell.status();
  }

  /** Which rules found no rate, and which found one beyond which nothing was tried. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (RateRow row : rows) {
      remark(row).ifPresent(remark -> remarks.add(row.rule() + ": " + remark));
    }
    return remarks;
  }

  private Optional<String> remark(RateRow row) {
    Optional<RateCell> best = row.best();
    if (best.isEmpty()) {
      return Optional.of("no rate of the grid could be trained; it keeps the rate it had.");
    }
    String rate = RateGrid.text(best.get().rate());
    switch (Edge.of(grid, best.get().rate())) {
      case LOWER:
        return Optional.of(widen(rate, "the smallest", grid.downwards()));
      case UPPER:
        return Optional.of(widen(rate, "the largest", grid.upwards()));
      case BOTH:
        return Optional.of(widen(rate, "the only one", RateGrid.DEFAULT));
      case NONE:
        return Optional.empty();
    }
    throw new AssertionError(rate);
  }

  private static String widen(String rate, String which, String wider) {
    return "the best rate, "
        + rate
        + ", is "
        + which
        + " that was tried, so that a better one may lie outside. Widen the grid: --rates "
        + wider;
  }

  /** At which end of the grid a rate lies. */
  enum Edge {
    NONE,
    LOWER,
    UPPER,
    BOTH;

    static Edge of(RateGrid grid, double rate) {
      boolean lower = rate == grid.smallest();
      boolean upper = rate == grid.largest();
      return lower && upper ? BOTH : lower ? LOWER : upper ? UPPER : NONE;
    }
  }
}
