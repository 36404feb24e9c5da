package io.feedalign.cli.search;

import io.feedalign.train.EpochReport;
import io.feedalign.train.RunReport;
import io.feedalign.train.Status;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** One rule trained at one rate. */
public record RateCell(double rate, RunReport report) {

  /** {@code finished}, {@code diverged} or {@code failed}. */
  public String status() {
    return report.status().name().toLowerCase(Locale.ROOT);
  }

  /** Validation error in percent after the last epoch; empty if it did not come so far. */
  public OptionalDouble error() {
    return last(epoch -> 100 * epoch.validation().error());
  }

  /** Mean loss of the last epoch's steps; empty if it did not come so far. */
  public OptionalDouble trainLoss() {
    return last(EpochReport::trainLoss);
  }

  private OptionalDouble last(ToDoubleFunction<EpochReport> number) {
    List<EpochReport> epochs = report.epochs();
    if (report.status() != Status.FINISHED || epochs.isEmpty()) {
      return OptionalDouble.empty();
    }
    double value = number.applyAsDouble(epochs.get(epochs.size() - 1));
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
