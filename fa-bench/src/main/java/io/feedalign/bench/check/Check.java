package io.feedalign.bench.check;

import io.feedalign.bench.macro.Contender;
import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.bench.macro.StepTimes;
import io.feedalign.bench.macro.TurnTaking;
import io.feedalign.core.experiment.NamedSettings;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.Stopwatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Measures the rows of a baseline. Those that are compared with the same thing take turns with it.
 * Who looks worse is measured once more, and is believed to be worse only if it is so twice.
 */
public final class Check {
  private static final int WARMUP = 5;
  private static final int FEWEST = 10;
  private static final int MOST = 400;

  private final Entrants entrants;
  private final double seconds;

  /**
   * A check on a backend.
   *
   * @param work an empty folder for pictures
   * @param seconds to spend on one row, about
   */
  public Check(Plugins plugins, NamedSettings backend, Path work, double seconds) {
    this.entrants = new Entrants(plugins, backend, work);
    this.seconds = seconds;
  }

  /** Measures rows, and tells each as it is known; once more those that look worse. */
  public List<Finding> run(List<Row> rows, Consumer<Finding> told) {
    return run(rows, this::twiceIfWorse, told);
  }

  /** Measures rows once, and tells each as it is known. */
  public List<Finding> once(List<Row> rows, Consumer<Finding> told) {
    return run(rows, this::measure, told);
  }

  private static List<Finding> run(
      List<Row> rows, Function<List<Row>, List<Finding>> measure, Consumer<Finding> told) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    rows.forEach(row -> groups.computeIfAbsent(row.against(), key -> new ArrayList<>()).add(row));
    List<Finding> findings = new ArrayList<>();
    for (List<Row> group : groups.values()) {
      List<Finding> found = measure.apply(group);
      found.forEach(told);
      findings.addAll(found);
    }
    return findings;
  }

  private List<Finding> twiceIfWorse(List<Row> group) {
    List<Finding> first = measure(group);
    List<Row> doubtful = first.stream().filter(Finding::worse).map(Finding::row).toList();
    if (doubtful.isEmpty()) {
      return first;
    }
    List<Finding> again = measure(doubtful);
    List<Finding> both = new ArrayList<>();
    for (Finding finding : first) {
      int at = doubtful.indexOf(finding.row());
      both.add(at < 0 ? finding : finding.orBetter(again.get(at)));
    }
    return both;
  }

  private List<Finding> measure(List<Row> group) {
    List<Contender> contenders = new ArrayList<>();
    try {
      contenders.add(entrants.open(group.get(0).against()));
      group.forEach(row -> contenders.add(entrants.open(row.measured())));
      List<StepTimes> times = TurnTaking.time(contenders, effort(contenders));
      List<Finding> findings = new ArrayList<>();
      for (int i = 0; i < group.size(); i++) {
        findings.add(new Finding(group.get(i), times.get(i + 1).ratioTo(times.get(0))));
      }
      return findings;
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  /** As many runs as fill the time. */
  private StepQuestion.Effort effort(List<Contender> contenders) {
    TurnTaking.time(contenders, new StepQuestion.Effort(1, WARMUP));
    Stopwatch watch = new Stopwatch();
    watch.start();
    contenders.forEach(Contender::run);
    watch.stop();
    double runs = seconds * contenders.size() / watch.seconds();
    return new StepQuestion.Effort((int) Math.max(FEWEST, Math.min(MOST, runs)), 0);
  }
}
