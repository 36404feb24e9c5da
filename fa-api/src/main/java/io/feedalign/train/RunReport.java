package io.feedalign.train;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A whole run.
 *
 * <pre>{@code
 * String label = report.plan().label();
 * double error = report.test().map(Score::error).orElse(Double.NaN); // empty if it diverged
 * }</pre>
 *
 * @param plan what it set out to do
 * @param status how it ended
 * @param epochs every epoch that was finished
 * @param test scored once, at the end; empty if the run diverged
 * @param remark why it ended as it did, in one sentence; empty if there is nothing to say
 * @param probes everything that probes took, within epochs and after them, in its order
 */
@API(status = API.Status.STABLE, since = "0.1")
public record RunReport(
    RunPlan plan,
    Status status,
    List<EpochReport> epochs,
    Optional<Score> test,
    String remark,
    List<ProbeReport> probes) {
  /** Copies the lists. */
  public RunReport {
    epochs = List.copyOf(epochs);
    probes = List.copyOf(probes);
  }

  /** A run in which nothing was probed, or of which that is not known. */
  public RunReport(
      RunPlan plan, Status status, List<EpochReport> epochs, Optional<Score> test, String remark) {
    this(plan, status, epochs, test, remark, List.of());
  }
}
