package io.feedalign.bench.archfixture.core.plugin;

import io.feedalign.spi.RuleProvider;
import java.util.ServiceLoader;

/** May ask. */
public final class Innocent {
  private Innocent() {}

  /** Whether there is a rule at all. */
  public static boolean any() {
    return ServiceLoader.load(RuleProvider.class).findFirst().isPresent();
  }
}
