package io.feedalign.train;

import org.apiguardian.api.API;

/**
 * Somebody who wants to know how a run goes. All on the training thread; keep it short.
 *
 * <pre>{@code
 * List<Double> errors = new ArrayList<>();
 * RunListener history = new RunListener() {
 *   public void epochFinished(EpochReport epoch) {
 *     errors.add(epoch.validation().error());
 *   }
 * };
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface RunListener {
  /** Before the first step. */
  default void runStarted(RunPlan plan) {}

  /** After each step. */
  default void stepFinished(StepReport step) {}

  /**
   * Whenever probes that were due have measured: within an epoch at their own cadence, and after
   * each epoch, before {@link #epochFinished}. Before the first step only if a probe has failed.
   */
  default void measured(ProbeReport taken) {}

  /** After each epoch, its validation and its probes. */
  default void epochFinished(EpochReport epoch) {}

  /** At the end, whatever the status. */
  default void runFinished(RunReport report) {}
}
