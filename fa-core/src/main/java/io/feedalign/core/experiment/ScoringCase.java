package io.feedalign.core.experiment;

import io.feedalign.core.compile.Precision;
import io.feedalign.data.Dataset;
import io.feedalign.nn.Network;

/**
 * What scoring a run needs of its configuration.
 *
 * @param network built for the data's shape
 * @param data what it is scored on
 * @param backend where it runs
 * @param batch images at a time
 */
public record ScoringCase(
    Network network, Dataset data, BackendChoice backend, int batch, Precision precision) {}
