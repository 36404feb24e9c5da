package io.feedalign.rules.constraint;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.optim.Constraint;
import io.feedalign.spi.ConstraintProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The constraints as users name them. */
final class Constraints {
  static final Named SYNAPSE = new Named("ei", Map.of("mode", "synapse"));
  static final Named DALE = new Named("ei", Map.of("mode", "dale"));
  static final Named DALE_80_20 = new Named("ei", Map.of("mode", "dale", "balance", "80/20"));

  private Constraints() {}

  /** A constraint and its settings, readable in a test's name. */
  record Named(String name, Map<String, String> settings) {
    Constraint make() {
      ConstraintProvider provider = Plugins.discover().constraints().get(name);
      return provider.create(provider.settings().settings(settings));
    }

    @Override
    public String toString() {
      return name + " " + settings;
    }
  }

  /** Those that hold signs. */
  static List<Named> signed() {
    return List.of(SYNAPSE, DALE, DALE_80_20);
  }

  /** Every discovered constraint at its defaults, and the variants. */
  static List<Named> all() {
    List<Named> all = new ArrayList<>(signed());
    for (ConstraintProvider provider : Plugins.discover().constraints().all()) {
      all.add(new Named(provider.name(), Map.of()));
    }
    return all;
  }
}
