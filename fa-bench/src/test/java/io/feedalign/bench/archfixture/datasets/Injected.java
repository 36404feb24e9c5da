package io.feedalign.bench.archfixture.datasets;

import com.google.inject.Inject;

/** Needs a container. */
public final class Injected {
  /** Called by a container only. */
  @Inject
  public Injected() {}
}
