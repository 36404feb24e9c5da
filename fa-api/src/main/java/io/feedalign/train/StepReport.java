package io.feedalign.train;

import org.apiguardian.api.API;

/**
 * One step that was made.
 *
 * <pre>{@code
 * RunListener watch = new RunListener() {
 *   public void stepFinished(StepReport made) {
 *     boolean sound = Double.isFinite(made.loss());
 *   }
 * };
 * }</pre>
 *
 * @param step from 0
 * @param epoch from 0
 * @param loss mean over the batch, before the update
 */
@API(status = API.Status.STABLE, since = "0.1")
public record StepReport(long step, int epoch, double loss) {}
