package io.feedalign.train;

import org.apiguardian.api.API;

/**
 * What a run is about to do.
 *
 * <pre>{@code
 * RunPlan run = new RunPlan("baseline", 10, 429, 128);
 * long steps = (long) run.epochs() * run.stepsPerEpoch(); // 4290
 * }</pre>
 *
 * @param label the name of this run among others, such as the rule's
 * @param epochs planned
 * @param stepsPerEpoch full batches in one epoch
 * @param batch images in one step
 */
@API(status = API.Status.STABLE, since = "0.1")
public record RunPlan(String label, int epochs, int stepsPerEpoch, int batch) {}
