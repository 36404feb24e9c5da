package io.feedalign.bench.archfixture.datasets;

import io.feedalign.spi.RuleProvider;
import java.util.ServiceLoader;

/** A second catalogue. */
public final class Discovers {
  private Discovers() {}

  /** Finds plugins on its own. */
  public static boolean any() {
    return ServiceLoader.load(RuleProvider.class).findFirst().isPresent();
  }
}
