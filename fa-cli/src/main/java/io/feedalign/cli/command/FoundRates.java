package io.feedalign.cli.command;

import io.feedalign.cli.config.ConfigWriter;
import io.feedalign.cli.config.RatedRules;
import io.feedalign.cli.report.SearchFile;
import io.feedalign.cli.report.SearchTable;
import io.feedalign.cli.search.RateCell;
import io.feedalign.cli.search.RateGrid;
import io.feedalign.cli.search.RateRow;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.store.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The experiment that was searched, each of its rules with the rate that was found.
 *
 * @param tree the experiment, with its own length and seed
 * @param command that searched
 */
record FoundRates(ConfigTree tree, String command, SearchFile.Budget budget, SearchTable table) {

  /** Writes it, ready to be run; its path. */
  Path write(Path folder) {
    Path file = folder.resolve(RunRecorder.EXPERIMENT);
    AtomicFile.write(file, comment(file) + ConfigWriter.text(found()));
    return file;
  }

  private ConfigTree found() {
    List<OptionalDouble> rates = new ArrayList<>();
    for (RateRow row : table.rows()) {
      Optional<RateCell> best = row.best();
      rates.add(best.isPresent() ? OptionalDouble.of(best.get().rate()) : OptionalDouble.empty());
    }
    return RatedRules.with(tree, rates, SearchFile.NAME);
  }

  private String comment(Path file) {
    List<String> lines = new ArrayList<>();
    lines.add("Each rule with the learning rate that was found by");
    lines.add("  " + command);
    lines.add("Rates tried: " + table.grid().text() + ".");
    lines.add(
        "Budget of each rule and rate: "
            + budget.epochs()
            + (budget.epochs() == 1 ? " epoch, seed " : " epochs, seed ")
            + budget.seed()
            + ".");
    lines.add("Chosen by " + SearchFile.SCORED_BY + ":");
    table.rows().forEach(row -> lines.add("  " + sentence(row)));
    lines.add("To run it: fa compare " + file + " --seeds 3");
    StringBuilder comment = new StringBuilder();
    lines.forEach(
        line -> comment.append("# ").append(line.replaceAll("\\p{Cntrl}", "?")).append('\n'));
    return comment.toString();
  }

  private static String sentence(RateRow row) {
    return row.best()
        .map(
            cell ->
                String.format(
                    Locale.ROOT,
                    "%s: %s (%.2f)",
                    row.rule(),
                    RateGrid.text(cell.rate()),
                    cell.error().orElseThrow()))
        .orElse(row.rule() + ": none could be trained, so it is as it was");
  }
}
