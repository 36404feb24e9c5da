package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.report.AuditFile;
import io.feedalign.cli.report.AuditTable;
import io.feedalign.cli.report.MetricsLog;
import io.feedalign.cli.report.Progress;
import io.feedalign.cli.report.Published;
import io.feedalign.cli.report.ResultTable;
import io.feedalign.cli.report.RunResult;
import io.feedalign.core.audit.AuditReport;
import io.feedalign.core.checkpoint.Checkpoints;
import io.feedalign.core.checkpoint.Outcome;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.train.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All runs of one folder, each rule's turn with each seed, in their order. A turn that was made is
 * not made again; one that was begun goes on from its newest checkpoint.
 */
final class Campaign {
  private final Workshop workshop;
  private final Progress progress;
  private final Order order;
  private final Backend backend;
  private final Path folder;
  private final Published published;
  private final List<RunResult> results = new ArrayList<>();
  private final List<FaException> failures = new ArrayList<>();
  private long logged;

  /**
   * What is to be run.
   *
   * @param seeds in their order
   * @param alone whether it is one rule, for the sake of its weights
   */
  record Order(ConfigTree tree, Experiment experiment, List<Long> seeds, boolean alone) {}

  Campaign(Workshop workshop, Progress progress, Order order, Path folder, Backend backend) {
    this.workshop = workshop;
    this.progress = progress;
    this.order = order;
    this.folder = folder;
    this.backend = backend;
    this.published = workshop.published(order.tree(), order.experiment());
  }

  /**
   * Begins in a folder that is cleared for it; the exit code.
   *
   * @param overwrite whether a run that could still go on is cleared as well
   */
  int begin(boolean overwrite) {
    try (RunLock lock = workshop.lock(folder)) {
      workshop.folders().prepare(folder, overwrite);
      RunRecorder recorder = new RunRecorder(folder, subject(), workshop.clock());
      RunOrigin origin = origin();
      origin.write(folder.resolve(RunFolders.CHECKPOINTS));
      return run(recorder, origin);
    }
  }

  /** Goes on with what an earlier process left in the folder; the exit code. */
  int goOn(RunOrigin left) {
    try (RunLock lock = workshop.lock(folder)) {
      RunOrigin origin = origin();
      origin.requireSame(left, folder);
      return run(RunRecorder.goingOn(folder, subject(), workshop.clock()), origin);
    }
  }

  private RunOrigin origin() {
    return RunOrigin.of(folder, order, backend, workshop.plugins().jars());
  }

  private RunRecorder.Subject subject() {
    return new RunRecorder.Subject(
        order.tree(), order.experiment(), backend, order.seeds(), workshop.plugins().jars());
  }

  private int run(RunRecorder recorder, RunOrigin origin) {
    List<Turn> turns = Turn.all(folder.resolve(RunFolders.CHECKPOINTS), order);
    try (StopSignals signals = StopSignals.listen(workshop.console())) {
      List<Turn> left = made(turns);
      progress.expect(left.size());
      for (Turn turn : left) {
        RunResult result = make(turn, recorder, checkpoints(turn, origin, signals));
        if (result.report().status() == Status.INTERRUPTED) {
          workshop.console().note("To go on: fa resume " + folder);
          return signals.exitCode().orElse(ExitCode.OUR_FAULT);
        }
        results.add(published.beside(result));
        recorder.results(results);
      }
    } finally {
      progress.close();
    }
    return end(recorder);
  }

  /** Takes the results of turns that were made; the turns that are left. */
  private List<Turn> made(List<Turn> turns) {
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      Optional<Outcome> outcome = Outcome.read(turn.folder(), workshop.console()::note);
      if (outcome.isEmpty()) {
        // Lines of a log have an order: what came after a turn that is made again is, too.
        turns
            .subList(i + 1, turns.size())
            .forEach(later -> workshop.folders().clear(later.folder()));
        return turns.subList(i, turns.size());
      }
      logged = MetricsLog.bytes(outcome.get().note());
      results.add(
          published.beside(
              new RunResult(turn.variant().label(), turn.seed(), outcome.get().report())));
      failure(outcome.get()).ifPresent(failures::add);
    }
    return List.of();
  }

  private static Optional<FaException> failure(Outcome outcome) {
    if (outcome.report().status() != Status.FAILED) {
      return Optional.empty();
    }
    String remark = outcome.report().remark();
    return Optional.of(
        AuditFailure.told(remark) ? AuditFailure.of(remark) : FaException.plugin(remark));
  }

  private Checkpoints checkpoints(Turn turn, RunOrigin origin, StopSignals signals) {
    return Checkpoints.in(turn.folder())
        .every(order.experiment().checkpoints().every())
        .keep(order.experiment().checkpoints().keep())
        .of(origin.checkpoints(turn.rule()))
        .telling(workshop.console()::note)
        .stoppedBy(signals::asked);
  }

  private RunResult make(Turn turn, RunRecorder recorder, Checkpoints checkpoints) {
    try (MetricsLog log = recorder.metrics(turn.seed(), logged)) {
      RunResult result = make(turn, log, checkpoints.with(log));
      if (result.report().status() != Status.INTERRUPTED) {
        Map<String, String> note = log.note();
        logged = MetricsLog.bytes(note);
        new Outcome(result.report(), note).write(turn.folder());
      }
      return result;
    }
  }

  private RunResult make(Turn turn, MetricsLog log, Checkpoints checkpoints) {
    VariantRunner runner = new VariantRunner(order.experiment(), backend, workshop.listeners());
    Optional<FaException> unsound = audit(turn);
    if (unsound.isPresent()) {
      failures.add(unsound.get());
      return runner.failed(turn, log, unsound.get());
    }
    try {
      return runner.run(
          turn,
          log,
          checkpoints,
          (network, result) -> {
            if (order.alone() && result.finished()) {
              ModelFile.write(folder.resolve(RunRecorder.MODEL), network.tensors());
            }
          });
    } catch (FaException failure) {
      if (order.alone() || failure.kind() != ErrorKind.PLUGIN) {
        throw failure;
      }
      failures.add(failure);
      return runner.failed(turn, log, failure);
    }
  }

  /** Holds the rule against its own formula, if the experiment asks for that. */
  private Optional<FaException> audit(Turn turn) {
    if (!order.experiment().audited()) {
      return Optional.empty();
    }
    AuditReport report =
        new Auditor(workshop.plugins(), order.experiment(), backend)
            .audit(turn.variant(), turn.seed(), audit -> audit);
    AuditFile.add(folder, turn.variant(), turn.seed(), report);
    AuditTable.lines(turn.variant(), report).forEach(workshop.console()::note);
    return report.passed() ? Optional.empty() : Optional.of(AuditFailure.of(report));
  }

  private int end(RunRecorder recorder) {
    recorder.results(results);
    ResultTable.lines(results).forEach(workshop.console()::say);
    workshop.console().say("report: " + recorder.report(results));
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    boolean diverged = results.get(0).report().status() == Status.DIVERGED;
    return order.alone() && diverged ? ExitCode.DIVERGED : ExitCode.FINE;
  }
}
