package io.feedalign.cli.report;

import io.feedalign.train.EpochReport;
import io.feedalign.train.Measure;
import io.feedalign.train.ProbeFailure;
import io.feedalign.train.RunReport;
import io.feedalign.train.Status;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One trained rule among others. Errors are in percent; what is undefined is empty.
 *
 * @param rule the label under which it is shown
 * @param seed of its weights and its shuffles
 * @param published what others published for this rule, if that is to be shown
 */
public record RunResult(String rule, long seed, RunReport report, List<PublishedError> published) {
  /** Copies the list. */
  public RunResult {
    published = List.copyOf(published);
  }

  /** A result beside which nothing published stands. */
  public RunResult(String rule, long seed, RunReport report) {
    this(rule, seed, report, List.of());
  }

  RunResult withPublished(List<PublishedError> others) {
    return new RunResult(rule, seed, report, others);
  }

  /** The measure whose mean over layers is shown in tables. */
  public static final String GRADIENT_ANGLE = "gradient-angle";

  /** The measure of weight against feedback. */
  public static final String FEEDBACK_ANGLE = "feedback-angle";

  /** {@code finished}, {@code diverged} or {@code failed}. */
  public String status() {
    return report.status().name().toLowerCase(Locale.ROOT);
  }

  /** Whether all epochs were made. */
  public boolean finished() {
    return report.status() == Status.FINISHED;
  }

  /** Mean loss of the last epoch's steps. */
  public OptionalDouble trainLoss() {
    return finished()
        ? last().map(epoch -> finite(epoch.trainLoss())).orElse(OptionalDouble.empty())
        : OptionalDouble.empty();
  }

  /** Validation error in percent after the last epoch. */
  public OptionalDouble validationError() {
    return finished()
        ? last().map(epoch -> percent(epoch.validation().error())).orElse(OptionalDouble.empty())
        : OptionalDouble.empty();
  }

  /** Test error in percent. */
  public OptionalDouble testError() {
    return report.test().map(score -> percent(score.error())).orElse(OptionalDouble.empty());
  }

  /**
   * Mean angle between the rule's gradients and backprop's, over layers, after the last epoch;
   * undefined if it is in one of them.
   */
  public OptionalDouble gradientAngle() {
    return last()
        .map(epoch -> meanOf(epoch.measures(), GRADIENT_ANGLE))
        .orElse(OptionalDouble.empty());
  }

  /** Images per second in learning steps: the median over epochs, since the first one warms up. */
  public OptionalDouble imagesPerSecond() {
    double[] sorted =
        report.epochs().stream().mapToDouble(EpochReport::imagesPerSecond).sorted().toArray();
    return sorted.length == 0
        ? OptionalDouble.empty()
        : finite((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
  }

  /** Each probe that failed, in one line. */
  public List<String> probeFailures() {
    return report.probes().stream()
        .flatMap(taken -> taken.failures().stream())
        .map(ProbeFailure::sentence)
        .distinct()
        .toList();
  }

  private Optional<EpochReport> last() {
    List<EpochReport> epochs = report.epochs();
    return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
  }

  private static OptionalDouble meanOf(List<Measure> measures, String name) {
    List<OptionalDouble> values =
        measures.stream()
            .filter(measure -> measure.name().equals(name))
            .map(Measure::value)
            .toList();
    // The layers that still have a gradient would make a dead network look aligned.
    return values.stream().allMatch(OptionalDouble::isPresent)
        ? values.stream().mapToDouble(OptionalDouble::getAsDouble).average()
        : OptionalDouble.empty();
  }

  private static OptionalDouble percent(double part) {
    return finite(100 * part);
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
