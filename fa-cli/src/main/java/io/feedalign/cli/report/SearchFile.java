package io.feedalign.cli.report;

import io.feedalign.cli.search.RateCell;
import io.feedalign.cli.search.RateGrid;
import io.feedalign.cli.search.RateRow;
import io.feedalign.core.store.AtomicFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * {@code search.json}: a search of learning rates for programs, one object a rule and rate.
 *
 * @param experiment its name
 * @param budget of every rule and rate
 */
public record SearchFile(String experiment, Budget budget, Provenance provenance) {

  /** Its name in the folder of a search. */
  public static final String NAME = "search.json";

  /** How scores are made. */
  public static final String SCORED_BY =
      "validation error in percent after the last epoch; the test images were not read";

  private static final OptionalDouble UNDEFINED = OptionalDouble.empty();

  /** What each rule and rate may cost. */
  public record Budget(int epochs, long seed) {}

  /**
   * Writes the file whole or not at all.
   *
   * @param complete whether every rule was trained at every rate
   */
  public void write(Path folder, SearchTable table, boolean complete) {
    Map<String, @Nullable Object> search = new LinkedHashMap<>();
    search.put("experiment", experiment);
    search.put("rates", table.grid().rates());
    search.put("epochs", budget.epochs());
    search.put("seed", budget.seed());
    search.put("scored_by", SCORED_BY);
    search.put("complete", complete);
    search.put("best", table.rows().stream().map(row -> best(table.grid(), row)).toList());
    search.put(
        "cells",
        table.rows().stream()
            .flatMap(row -> row.cells().stream().map(cell -> cell(row, cell)))
            .toList());
    search.put("provenance", provenance.facts());
    AtomicFile.write(folder.resolve(NAME), Json.pretty(search));
  }

  private static Map<String, @Nullable Object> best(RateGrid grid, RateRow row) {
    Optional<RateCell> best = row.best();
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("rule", row.rule());
    Json.put(object, "rate", best.map(cell -> OptionalDouble.of(cell.rate())).orElse(UNDEFINED));
    Json.put(object, "val_error", best.map(RateCell::error).orElse(UNDEFINED));
    SearchTable.Edge edge =
        best.map(cell -> SearchTable.Edge.of(grid, cell.rate())).orElse(SearchTable.Edge.NONE);
    object.put("edge", edge.name().toLowerCase(Locale.ROOT));
    return object;
  }

  private static Map<String, @Nullable Object> cell(RateRow row, RateCell cell) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("rule", row.rule());
    object.put("rate", cell.rate());
    Json.put(object, "val_error", cell.error());
    Json.put(object, "train_loss", cell.trainLoss());
    object.put("epochs", cell.report().epochs().size());
    object.put("status", cell.status());
    object.put("remark", cell.report().remark());
    return object;
  }
}
