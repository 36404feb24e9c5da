package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.report.MetricsLog;
import io.feedalign.cli.report.Progress;
import io.feedalign.cli.report.Provenance;
import io.feedalign.cli.report.SearchFile;
import io.feedalign.cli.report.SearchPage;
import io.feedalign.cli.report.SearchTable;
import io.feedalign.cli.search.RateCell;
import io.feedalign.cli.search.RateRow;
import io.feedalign.core.checkpoint.Checkpoints;
import io.feedalign.core.checkpoint.Origin;
import io.feedalign.core.checkpoint.Outcome;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.train.RunReport;
import io.feedalign.train.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains every rule at every rate for the same short budget, and chooses by validation. What was
 * trained in the folder already, by this search or a narrower one, is not trained again.
 */
final class RateSearch {
  private final Workshop workshop;
  private final Progress progress;
  private final SearchOrder order;
  private final Path folder;
  private final Backend backend;
  private final List<List<Turn>> turns = new ArrayList<>();
  private final Map<Path, RunReport> made = new LinkedHashMap<>();

  RateSearch(
      Workshop workshop, Progress progress, SearchOrder order, Path folder, Backend backend) {
    this.workshop = workshop;
    this.progress = progress;
    this.order = order;
    this.folder = folder;
    this.backend = backend;
    SearchOrder.Trained trained = new SearchOrder.Trained(backend, workshop.plugins().jars());
    Path cells = folder.resolve(RunFolders.CELLS);
    for (int rule = 0; rule < order.rules().size(); rule++) {
      List<Turn> row = new ArrayList<>();
      for (int rate = 0; rate < order.grid().rates().size(); rate++) {
        row.add(order.turn(rule, rate, cells, trained));
      }
      turns.add(row);
    }
  }

  /** Searches; the exit code. */
  int run(boolean overwrite) {
    try (RunLock lock = workshop.lock(folder)) {
      workshop.folders().prepareSearch(folder, overwrite);
      Provenance provenance = provenance();
      SearchFile file = new SearchFile(order.experiment().name(), order.budget(), provenance);
      List<Turn> left = left();
      file.write(folder, table(), false);
      provenance.write(folder);
      try (StopSignals signals = StopSignals.listen(workshop.console())) {
        if (!train(left, file, signals)) {
          workshop.console().note("To go on: " + order.command());
          return signals.exitCode().orElse(ExitCode.OUR_FAULT);
        }
      } finally {
        progress.close();
      }
      return end(file);
    }
  }

  /** What is known before; a search that goes on keeps its date. */
  private Provenance provenance() {
    Experiment experiment = order.experiment();
    Instant now = workshop.clock().instant();
    Provenance plain =
        RunRecorder.provenance(
            new RunRecorder.Subject(
                order.tree(),
                experiment,
                backend,
                List.of(experiment.schedule().seed()),
                workshop.plugins().jars()),
            now);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("command", order.command());
    facts.put("rates", order.grid().text());
    facts.put("chosen by", SearchFile.SCORED_BY);
    facts.putAll(plain.facts());
    Provenance whole = new Provenance(facts, plain.experiment());
    return Files.exists(folder.resolve(Provenance.NAME))
        ? whole.continuing(folder, now.truncatedTo(ChronoUnit.SECONDS).toString())
        : whole;
  }

  /** Takes what was trained before; what is left. */
  private List<Turn> left() {
    Map<Path, Turn> left = new LinkedHashMap<>();
    for (Turn turn : turns.stream().flatMap(List::stream).toList()) {
      Outcome.read(turn.folder(), workshop.console()::note)
          .ifPresentOrElse(
              known -> made.put(turn.folder(), known.report()),
              () -> left.put(turn.folder(), turn));
    }
    if (!made.isEmpty()) {
      workshop.console().note(made.size() + " were trained before, " + left.size() + " are left");
    }
    return List.copyOf(left.values());
  }

  /** Trains what is left; whether it came to the end. */
  private boolean train(List<Turn> left, SearchFile file, StopSignals signals) {
    progress.expect(left.size());
    for (Turn turn : left) {
      RunReport report = train(turn, signals);
      if (report.status() == Status.INTERRUPTED) {
        return false;
      }
      made.put(turn.folder(), report);
      file.write(folder, table(), false);
    }
    return true;
  }

  private RunReport train(Turn turn, StopSignals signals) {
    try (MetricsLog log = MetricsLog.in(turn.folder(), turn.seed(), 0)) {
      VariantRunner runner =
          new VariantRunner(order.experiment(), backend, workshop.listeners()).untested();
      RunReport report = train(runner, turn, log, checkpoints(turn, signals).with(log));
      if (report.status() != Status.INTERRUPTED) {
        new Outcome(report, Map.of()).write(turn.folder());
        workshop.folders().clearCheckpoints(turn.folder());
      }
      return report;
    }
  }

  private static RunReport train(
      VariantRunner runner, Turn turn, MetricsLog log, Checkpoints checkpoints) {
    try {
      return runner.run(turn, log, checkpoints, (network, result) -> {}).report();
    } catch (FaException failure) {
      if (failure.kind() != ErrorKind.PLUGIN) {
        throw failure;
      }
      return runner.failed(turn, log, failure).report();
    }
  }

  /** The folder's name holds everything that must be the same, so that nothing else is compared. */
  private Checkpoints checkpoints(Turn turn, StopSignals signals) {
    return Checkpoints.in(turn.folder())
        .every(order.experiment().checkpoints().every())
        .keep(order.experiment().checkpoints().keep())
        .of(new Origin(turn.rule(), Map.of(), Map.of("kernels", backend.description())))
        .telling(workshop.console()::note)
        .stoppedBy(signals::asked);
  }

  private SearchTable table() {
    List<RateRow> rows = new ArrayList<>();
    for (int rule = 0; rule < turns.size(); rule++) {
      List<RateCell> cells = new ArrayList<>();
      for (int rate = 0; rate < turns.get(rule).size(); rate++) {
        RunReport report = made.get(turns.get(rule).get(rate).folder());
        if (report != null) {
          cells.add(new RateCell(order.grid().rates().get(rate), report));
        }
      }
      rows.add(new RateRow(order.rules().get(rule), cells));
    }
    return new SearchTable(order.grid(), rows);
  }

  private int end(SearchFile file) {
    SearchTable table = table();
    Provenance whole = file.provenance().leavingOut(order.experiment().data().skipped());
    whole.write(folder);
    new SearchFile(file.experiment(), file.budget(), whole).write(folder, table, true);
    Path found = new FoundRates(order.tree(), order.command(), order.budget(), table).write(folder);
    Path page = new SearchPage(file.experiment(), whole).write(folder, table);
    table.lines().forEach(workshop.console()::say);
    workshop.console().say("report: " + page);
    workshop.console().say("to run it: fa compare " + found + " --seeds 3");
    made.values().stream()
        .filter(report -> report.status() == Status.FAILED)
        .findFirst()
        .ifPresent(
            failed -> {
              throw FaException.plugin(failed.remark());
            });
    return ExitCode.FINE;
  }
}
