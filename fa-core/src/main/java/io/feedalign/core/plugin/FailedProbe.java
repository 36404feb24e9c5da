package io.feedalign.core.plugin;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.train.Probe;
import io.feedalign.train.ProbeContext;

/** A probe that its plugin could not make: it fails where it is compiled, with the reason. */
record FailedProbe(String name, FaException failure) implements Probe {
  @Override
  public void observe(ProbeContext context, Emitter emit) {
    throw failure;
  }
}
