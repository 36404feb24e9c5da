package io.feedalign.train;

import java.util.List;
import org.apiguardian.api.API;

/**
 * What the probes that were due took at one moment of a run.
 *
 * <pre>{@code
 * RunListener watch = new RunListener() {
 *   public void measured(ProbeReport taken) {
 *     for (Measure measure : taken.measures()) {
 *       String line = taken.step() + " " + measure.path() + " " + measure.value();
 *     }
 *     taken.failures().forEach(failure -> System.err.println(failure.sentence()));
 *   }
 * };
 * }</pre>
 *
 * @param step how many steps were made before; 0 before the first
 * @param epoch from 0
 * @param measures on the fixed probe batch, with the weights as they are
 * @param failures those that were not told earlier in the same run
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ProbeReport(
    long step, int epoch, List<Measure> measures, List<ProbeFailure> failures) {
  /** Copies the lists. */
  public ProbeReport {
    measures = List.copyOf(measures);
    failures = List.copyOf(failures);
  }
}
