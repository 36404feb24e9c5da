package io.feedalign.train;

import java.util.List;
import org.apiguardian.api.API;

/**
 * One epoch that was made.
 *
 * <pre>{@code
 * for (EpochReport epoch : report.epochs()) {
 *   double accuracy = 1 - epoch.validation().error();
 *   String line = epoch.epoch() + ": loss " + epoch.trainLoss() + ", accuracy " + accuracy;
 * }
 * }</pre>
 *
 * @param epoch from 0
 * @param trainLoss mean over the epoch's steps
 * @param validation scored after it
 * @param measures what the probes took after it
 * @param imagesPerSecond in learning steps only
 */
@API(status = API.Status.STABLE, since = "0.1")
public record EpochReport(
    int epoch, double trainLoss, Score validation, List<Measure> measures, double imagesPerSecond) {
  /** Copies the list. */
  public EpochReport {
    measures = List.copyOf(measures);
  }
}
