package io.feedalign.core.run;

/**
 * What inference says of one batch.
 *
 * @param loss mean over the rows that count
 * @param hits rows whose target came first
 * @param top5Hits rows whose target was among the first five
 */
public record Scored(double loss, double hits, double top5Hits) {}
