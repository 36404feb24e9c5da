package io.feedalign.rules.probe;

import io.feedalign.spi.ProbeProvider;
import io.feedalign.spi.Settings;
import io.feedalign.train.Probe;

/** A probe that has no settings, and so is its own provider. */
interface SelfProvided extends Probe, ProbeProvider {
  @Override
  default Probe create(Settings settings) {
    return this;
  }
}
