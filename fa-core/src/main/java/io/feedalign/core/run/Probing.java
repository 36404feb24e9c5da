package io.feedalign.core.run;

import io.feedalign.data.Batch;
import io.feedalign.ir.Cadence;
import io.feedalign.train.Measure;
import io.feedalign.train.ProbeFailure;
import io.feedalign.train.ProbeReport;
import io.feedalign.train.RunListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes the measures that are due on one fixed batch, tells who listens, and keeps them for the
 * report. After an epoch all probes are due, whatever their cadence.
 */
final class Probing {
  private final CompiledNetwork network;
  private final Batch batch;
  private final int stepsPerEpoch;
  private final RunListener listener;
  private final List<ProbeReport> reports = new ArrayList<>();
  private final Set<List<String>> told = new HashSet<>();

  Probing(CompiledNetwork network, Batch batch, int stepsPerEpoch, RunListener listener) {
    this.network = network;
    this.batch = batch;
    this.stepsPerEpoch = stepsPerEpoch;
    this.listener = listener;
  }

  /** Goes on after what an earlier part of the run took and told. */
  void resume(List<ProbeReport> earlier) {
    reports.addAll(earlier);
    earlier.forEach(report -> report.failures().forEach(failure -> told.add(key(failure))));
  }

  /** Says at once which probes could not be compiled. */
  void start() {
    List<ProbeFailure> failures = network.findings().failures();
    if (!failures.isEmpty()) {
      report(0, 0, new Measured(List.of(), failures));
    }
  }

  /** Whether a probe is due after so many steps, which do not complete an epoch. */
  boolean due(long made) {
    return made % stepsPerEpoch != 0 && network.measures(after(made));
  }

  /** Takes what is due within an epoch. */
  void takeDue(long made, int epoch) {
    report(made, epoch, network.measure(batch, made, after(made)));
  }

  /** Takes everything. */
  List<Measure> takeAll(long made, int epoch) {
    Measured taken = network.measure(batch, made);
    report(made, epoch, taken);
    return taken.measures();
  }

  List<ProbeReport> reports() {
    return reports;
  }

  private static List<String> key(ProbeFailure failure) {
    return List.of(failure.probe(), failure.path());
  }

  private static Predicate<Cadence> after(long made) {
    return cadence -> cadence.unit() == Cadence.Unit.STEP && made % cadence.every() == 0;
  }

  private void report(long made, int epoch, Measured taken) {
    List<ProbeFailure> fresh =
        taken.failures().stream().filter(failure -> told.add(key(failure))).toList();
    ProbeReport report = new ProbeReport(made, epoch, taken.measures(), fresh);
    if (!report.measures().isEmpty() || !fresh.isEmpty()) {
      reports.add(report);
      listener.measured(report);
    }
  }
}
