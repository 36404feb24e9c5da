package io.feedalign.bench.archfixture.rules;

import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Settings;

/** A provider that anybody may extend, nobody can make, and no services file names. */
public class OpenProvider implements RuleProvider {
  private final double scale;

  /** Not what ServiceLoader calls. */
  public OpenProvider(double scale) {
    this.scale = scale;
  }

  @Override
  public String name() {
    return "open";
  }

  @Override
  public String description() {
    return "Cannot be made.";
  }

  @Override
  public Innocent create(Settings settings) {
    return new Innocent(scale);
  }
}
