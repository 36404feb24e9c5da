package io.feedalign.core.plugin;

import io.feedalign.ir.Emitter;
import io.feedalign.train.Probe;
import io.feedalign.train.ProbeContext;

/** A probe of a plugin jar: its failure names jar, probe and callback. */
record GuardedProbe(Guard guard, Probe probe) implements Probe {
  @Override
  public String name() {
    return guard.call("name", probe::name);
  }

  @Override
  public void observe(ProbeContext context, Emitter emit) {
    guard.run("observe", () -> probe.observe(context, emit));
  }
}
