package io.feedalign.train;

import org.apiguardian.api.API;

/**
 * How well a network does on a split.
 *
 * <pre>{@code
 * Score score = new Score(0.31, 0.09, 0.004, 10_000);
 * long wrong = Math.round(score.error() * score.images()); // 900
 * }</pre>
 *
 * @param loss mean cross-entropy
 * @param error part of the images whose class was not the first choice, in [0, 1]
 * @param top5Error the same for the first five choices
 * @param images how many were scored
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Score(double loss, double error, double top5Error, int images) {}
