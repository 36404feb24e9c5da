package io.feedalign.cli.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One rule at every rate at which it was trained.
 *
 * @param rule the label under which it is shown
 */
public record RateRow(String rule, List<RateCell> cells) {

  /** Copies the list. */
  public RateRow {
    cells = List.copyOf(cells);
  }

  /** The cell at a rate, if it was trained. */
  public Optional<RateCell> at(double rate) {
    return cells.stream().filter(cell -> cell.rate() == rate).findFirst();
  }

  /** The cell with the smallest validation error; among equals, the one with the smallest rate. */
  public Optional<RateCell> best() {
    return cells.stream()
        .filter(cell -> cell.error().isPresent())
        .min(
            Comparator.comparingDouble((RateCell cell) -> cell.error().orElseThrow())
                .thenComparing(RateCell::rate));
  }
}
