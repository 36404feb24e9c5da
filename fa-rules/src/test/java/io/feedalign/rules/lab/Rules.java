package io.feedalign.rules.lab;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.spi.RuleProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules as users name them. */
public final class Rules {
  private Rules() {}

  /** A rule and its settings, readable in a test's name. */
  public record Named(String name, Map<String, ?> settings) {
    /** The rule itself. */
    public CreditAssignmentRule make() {
      return Rules.make(name, settings);
    }

    @Override
    public String toString() {
      return settings.isEmpty() ? name : name + " " + settings;
    }
  }

  /** A rule by name, with settings as key, value, key, value. */
  public static Named named(String name, String... settings) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return new Named(name, map);
  }

  /** The rule of that name. */
  public static CreditAssignmentRule make(String name, Map<String, ?> settings) {
    RuleProvider provider = Plugins.discover().rules().get(name);
    return provider.create(provider.settings().settings(settings));
  }

  /** Every discovered rule at its defaults, and the sign rules under each of their magnitudes. */
  public static List<Named> all() {
    List<Named> all = new ArrayList<>();
    for (RuleProvider provider : Plugins.discover().rules().all()) {
      all.add(named(provider.name()));
    }
    for (String rule : List.of("usf", "signed-init")) {
      for (String magnitude : List.of("sn", "xiao", "xavier")) {
        all.add(named(rule, "magnitude", magnitude));
      }
      all.add(named(rule, "magnitude", "sn", "granularity", "out-channel"));
      for (String reading : List.of("initial-weights", "own-draw", "frozen-norm")) {
        all.add(named(rule, "magnitude", "init", "reading", reading));
      }
    }
    all.add(named("fa", "last_layer", "bp"));
    all.add(named("brsf", "last_layer", "bp"));
    return all;
  }
}
