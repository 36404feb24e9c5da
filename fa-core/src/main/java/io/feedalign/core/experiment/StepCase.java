package io.feedalign.core.experiment;

import io.feedalign.core.compile.Precision;
import io.feedalign.nn.Network;

/** A configuration for exactly one step on given numbers: no data, no epochs. */
public record StepCase(
    Network network, Variant variant, BackendChoice backend, Precision precision) {}
