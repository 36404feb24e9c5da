package io.feedalign.core.compile;

import io.feedalign.ir.Cadence;
import io.feedalign.train.Probe;

/**
 * A probe and how often it measures within an epoch; after each epoch all of them do.
 *
 * @param cadence {@link Cadence#EVERY_EPOCH} or {@link Cadence#steps}
 */
public record TimedProbe(Probe probe, Cadence cadence) {}
