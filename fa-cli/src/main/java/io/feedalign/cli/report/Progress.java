package io.feedalign.cli.report;

import io.feedalign.train.EpochReport;
import io.feedalign.train.ProbeReport;
import io.feedalign.train.RunListener;
import io.feedalign.train.RunPlan;
import io.feedalign.train.RunReport;
import io.feedalign.train.StepReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far all runs are, and how much time is left: a bar on a terminal, else a line an epoch. */
public final class Progress implements RunListener, AutoCloseable {

  private static final int WIDTH = 100;
  private static final int REFRESH_MILLIS = 250;

  private final Console console;
  private final Clock clock;
  private int runs = 1;
  private int finishedRuns;
  private int epochs = 1;
  private int steps;
  private String label = "";
  private Instant started = Instant.EPOCH;
  private @Nullable ProgressBar bar;

  /** Progress told on a console. */
  public Progress(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  /** Starts counting: so many runs of equal length will follow. */
  public void expect(int expected) {
    runs = expected;
    finishedRuns = 0;
    started = clock.instant();
  }

  @Override
  public void runStarted(RunPlan plan) {
    label = plan.label();
    epochs = plan.epochs();
    steps = plan.epochs() * plan.stepsPerEpoch();
    if (console.terminal()) {
      open().setExtraMessage(" " + label);
    }
    plan.notes().forEach(note -> tell("note: " + note));
  }

  @Override
  public void measured(ProbeReport taken) {
    taken.failures().forEach(failure -> tell("warning: " + failure.sentence()));
  }

  /** A line about the run that is under way. */
  private void tell(String line) {
    console.note("[" + (finishedRuns + 1) + "/" + runs + "] " + label + ": " + line);
  }

  @Override
  public void stepFinished(StepReport step) {
    if (bar != null) {
      bar.stepTo((long) finishedRuns * steps + step.step() + 1);
    }
  }

  @Override
  public void epochFinished(EpochReport epoch) {
    if (!console.terminal()) {
      double done = (finishedRuns + (epoch.epoch() + 1.0) / epochs) / runs;
      console.note(
          String.format(
              Locale.ROOT,
              "[%d/%d] %s: epoch %d of %d, train loss %.4f, validation error %.2f %%, %s left",
              finishedRuns + 1,
              runs,
              label,
              epoch.epoch() + 1,
              epochs,
              epoch.trainLoss(),
              100 * epoch.validation().error(),
              left(done)));
    }
  }

  @Override
  public void runFinished(RunReport report) {
    finishedRuns++;
    if (bar != null) {
      bar.stepTo((long) finishedRuns * steps);
    } else if (!report.remark().isEmpty()) {
      console.note("[" + finishedRuns + "/" + runs + "] " + label + ": " + report.remark());
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private ProgressBar open() {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("training")
              .setInitialMax((long) runs * steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(REFRESH_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(console.err(), WIDTH))
              .build();
    }
    return bar;
  }

  private String left(double done) {
    Duration elapsed = Duration.between(started, clock.instant());
    long seconds = Math.round(elapsed.toMillis() / 1000.0 * (1 - done) / done);
    return seconds < 60
        ? seconds + " s"
        : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
  }
}
