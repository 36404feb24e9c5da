package io.feedalign.train;

import org.apiguardian.api.API;

/**
 * One step that was made.
 *
 * @param step from 0
 * @param epoch from 0
 * @param loss mean over the batch, before the update
 */
@API(status = API.Status.STABLE, since = "0.1")
public record StepReport(long step, int epoch, double loss) {}
