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

    /** The same rule, which rehearses a few times only before the first step. */
    public Named brief() {
      if (!name.equals("wm") || settings.containsKey("mirror_before")) {
        return this;
      }
      Map<String, Object> shorter = new LinkedHashMap<>(settings);
      shorter.put("mirror_before", 5);
      return new Named(name, shorter);
    }

    @Override
    public String toString() {
      return settings.isEmpty() ? name : name + " " + settings;
    }
  }

  /** A rule by name, with settings as key, value, key, value. */
  public static Named named(String name, Object... settings) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    return new Named(name, map);
  }

  /** The rule of that name. */
  public static CreditAssignmentRule make(String name, Map<String, ?> settings) {
    RuleProvider provider = Plugins.discover().rules().get(name);
    return provider.create(provider.settings().settings(settings));
  }

  /** The variants of the rules that are nothing but a choice of B, written down by a formula. */
  public static List<Named> layerwise() {
    List<String> names = List.of("bp", "brsf", "fa", "frsf", "sham", "signed-init", "usf");
    return all().stream().filter(rule -> names.contains(rule.name())).toList();
  }

  /** The rules that bring credit to hidden layers by a way of its own, in their variants. */
  public static List<Named> direct() {
    List<Named> direct = new ArrayList<>();
    for (String name : List.of("dfa", "sdfa", "drtp")) {
      for (String projection : List.of("dense", "shared", "channel", "sparse")) {
        direct.add(named(name, "projection", projection));
      }
    }
    direct.add(named("densefa"));
    direct.add(named("ifa"));
    return direct;
  }

  /** The rules that pull credit through a tensor shaped like the weight. */
  public static List<Named> pulling() {
    List<String> others = direct().stream().map(Named::name).toList();
    return all().stream().filter(rule -> !others.contains(rule.name())).toList();
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
    for (String rule : List.of("kp", "wm", "pfa")) {
      all.add(named(rule, "last_layer", "bp"));
    }
    all.add(named("wm", "cadence", 2, "mirror_before", 3));
    all.add(named("wm", "average", "samples", "mirror_before", 0));
    all.add(named("pfa", "expansion", 1));
    all.addAll(direct());
    for (String rule : List.of("dfa", "densefa")) {
      all.add(named(rule, "skips", "keep", "tap", "block"));
      all.add(named(rule, "last_layer", "bp"));
    }
    all.add(named("densefa", "reach", "output"));
    all.add(named("densefa", "reach", "next"));
    all.add(named("ifa", "last_layer", "bp"));
    return all;
  }
}
